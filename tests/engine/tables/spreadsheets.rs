use grantdesk::table::{CellKind, Format, NotATable};
use rust_xlsxwriter::{ExcelDateTime, Format as Look, Formula, Workbook};

use super::{cell, expected, read, rows};
use crate::kit::workbook::{HandMade, sheet, strings, workbook};

fn kinds(bytes: Vec<u8>) -> Vec<Vec<(String, CellKind)>> {
    let (_, rows) = read(bytes).expect("a table");
    rows.into_iter().map(|row| row.cells.into_iter().map(|cell| (cell.text, cell.kind)).collect()).collect()
}

#[test]
fn a_spreadsheet_gives_its_texts_numbers_dates_formulas_and_errors() {
    let mut book = Workbook::new();
    let day = Look::new().set_num_format("yyyy-mm-dd");
    let moment = Look::new().set_num_format("yyyy/m/d h:mm");
    let sheet = book.add_worksheet();
    sheet.set_name("지급 대상").expect("a name");
    sheet.write_row(0, 0, ["유저 ID", "수량", "메모"]).expect("a header");
    sheet.write_number(1, 0, 10_000_001).expect("a number");
    sheet.write_formula(1, 1, Formula::new("=2+3").set_result("5")).expect("a formula");
    sheet.write_string(1, 2, " 점검 <보상> & \"지급\" ").expect("a text");
    sheet.write_string(3, 0, "010048273").expect("digits that are text");
    sheet.write_number(3, 1, 4.1).expect("a broken number");
    sheet.write_datetime_with_format(3, 2, ExcelDateTime::from_ymd(2026, 11, 22).expect("a day"), &day).expect("a day");
    sheet.write_number(4, 0, 123_456_789_012_345_f64).expect("a long number");
    let at = ExcelDateTime::from_ymd(2026, 11, 22).and_then(|day| day.and_hms(16, 30, 0)).expect("a moment");
    sheet.write_datetime_with_format(4, 1, at, &moment).expect("a moment");
    sheet.write_formula(4, 2, Formula::new("=NA()").set_result("#N/A")).expect("an error");
    sheet.write_boolean(5, 0, true).expect("a truth");
    let bytes = book.save_to_buffer().expect("a spreadsheet");

    let (format, rows) = read(bytes).expect("a table");
    assert_eq!(format, Format::Spreadsheet { sheet: "지급 대상".to_owned() });
    let lines: Vec<usize> = rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [1, 2, 4, 5, 6]);
    let cells: Vec<_> = rows.into_iter().map(|row| row.cells).collect();
    use CellKind::{Date, Error, Number, Text};
    assert_eq!(cells[1], [cell("10000001", Number), cell("5", Number), cell(" 점검 <보상> & \"지급\" ", Text)]);
    assert_eq!(cells[2], [cell("010048273", Text), cell("4.1", Number), cell("2026-11-22", Date)]);
    assert_eq!(cells[3], [cell("123456789012345", Number), cell("2026-11-22 16:30:00", Date), cell("#N/A", Error)]);
    assert_eq!(cells[4], [cell("TRUE", Text)]);
}

#[test]
fn a_spreadsheet_written_row_by_row_reads_the_same() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory().expect("a sheet");
    sheet.write_row(0, 0, ["id", "memo"]).expect("a header");
    sheet.write_row(1, 0, ["A-1", "in the sheet itself"]).expect("a row");
    let bytes = book.save_to_buffer().expect("a spreadsheet");
    assert_eq!(rows(bytes), expected(&[(1, &["id", "memo"]), (2, &["A-1", "in the sheet itself"])]));
}

#[test]
fn the_sheet_is_the_first_visible_one_that_has_cells() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("hidden").expect("a name").set_hidden(true).write(0, 0, "no").expect("a cell");
    book.add_worksheet().set_name("empty").expect("a name");
    let shown = book.add_worksheet().set_name("shown").expect("a name").set_active(true);
    shown.write(2, 1, "yes").expect("a cell");
    book.add_worksheet().set_name("later").expect("a name").write(0, 0, "no").expect("a cell");
    let (format, rows) = read(book.save_to_buffer().expect("a spreadsheet")).expect("a table");
    assert_eq!(format, Format::Spreadsheet { sheet: "shown".to_owned() });
    assert_eq!((rows[0].line, &rows[0].cells[..]), (3, &[cell("", CellKind::Text), cell("yes", CellKind::Text)][..]));
}

#[test]
fn a_spreadsheet_without_cells_has_no_rows() {
    let mut book = Workbook::new();
    book.add_worksheet();
    assert_eq!(rows(book.save_to_buffer().expect("a spreadsheet")), []);
}

#[test]
fn numbers_keep_the_digits_of_the_file() {
    let number = |text: &str| format!("<c><v>{text}</v></c>");
    let numbers = ["1.0048273E7", "1E+20", "123456789012345678", "10048273.0", "4.0999999999999996", "1.5E-3"];
    let row = format!("<row>{}</row>", numbers.map(number).concat());
    let shown = ["10048273", "100000000000000000000", "123456789012345678", "10048273", "4.1", "0.0015"];
    assert_eq!(rows(HandMade::new(&row).bytes()), expected(&[(1, &shown)]));
}

#[test]
fn texts_come_without_their_looks_readings_and_escapes() {
    let texts = "<sst><si><r><rPr><b/></rPr><t>東</t></r><r><t>京</t></r><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></si>\
        <si><t>a_x000D_b &amp;&#x20;<![CDATA[<c>]]></t></si><si/></sst>";
    let row = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c>\
        <c t=\"inlineStr\"><is><t>in</t></is></c><c t=\"str\"><f>A1</f><v>formula</v></c></row>";
    let bytes = HandMade::new(row).part("xl/sharedStrings.xml", texts).bytes();
    assert_eq!(rows(bytes), expected(&[(1, &["東京", "a\rb & <c>", "", "in", "formula"])]));
}

#[test]
fn dates_are_told_by_the_format_of_their_cells() {
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;년&quot;\"/></numFmts>\
        <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
        <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"20\"/></cellXfs></styleSheet>";
    let row = "<row><c s=\"0\"><v>46348</v></c><c s=\"1\"><v>46348</v></c><c s=\"2\"><v>46348.5</v></c><c s=\"3\"><v>0.75</v></c>\
        <c t=\"d\"><v>2026-11-22T16:30:00</v></c><c s=\"1\"><v>-5</v></c></row>";
    use CellKind::{Date, Number};
    let meant = [
        ("46348", Number),
        ("2026-11-22", Date),
        ("2026-11-22 12:00:00", Date),
        ("18:00:00", Date),
        ("2026-11-22T16:30:00", Date),
        ("-5", Number),
    ];
    let bytes = HandMade::new(row).part("xl/styles.xml", styles).bytes();
    assert_eq!(kinds(bytes), [meant.map(|(text, kind)| (text.to_owned(), kind))]);
}

#[test]
fn days_may_count_from_1904() {
    let book = workbook(&[("Mac", "visible")]).replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>");
    let styles = "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    let file = HandMade::new("<row><c s=\"0\"><v>44886</v></c></row>");
    let bytes = file.part("xl/workbook.xml", book).part("xl/styles.xml", styles).bytes();
    assert_eq!(kinds(bytes), [[("2026-11-22".to_owned(), CellKind::Date)]]);
}

#[test]
fn rows_and_cells_without_their_place_follow_the_one_before() {
    let given = "<row><c><v>1</v></c><c r=\"D1\"><v>4</v></c><c><v>5</v></c></row><row r=\"7\"><c r=\"b7\"><v>2</v></c></row><row/>";
    let meant: &[(usize, &[&str])] = &[(1, &["1", "", "", "4", "5"]), (7, &["", "2"]), (8, &[])];
    assert_eq!(rows(HandMade::new(given).bytes()), expected(meant));
}

#[test]
fn parts_are_found_in_any_case_under_any_prefix() {
    let sheet = "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData><x:row>\
        <x:c t=\"inlineStr\"><x:is><x:t>found</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>";
    let mut file = HandMade::new("");
    file = file.part("XL/Worksheets/Sheet2.XML", format!("\u{FEFF}<?xml version=\"1.0\"?>{sheet}"));
    let bytes = file.part("xl/workbook.xml", workbook(&[("a", "hidden"), ("b", "visible")])).bytes();
    assert_eq!(rows(bytes), expected(&[(1, &["found"])]));
}

#[test]
fn a_damaged_spreadsheet_is_refused_and_never_half_believed() {
    let damaged = |bytes: Vec<u8>| {
        let refused = read(bytes).expect_err("refused");
        assert!(matches!(refused, NotATable::Damaged(_)), "{refused:?}");
    };
    let one = "<row><c><v>1</v></c></row>";
    damaged(HandMade::new("<row><c t=\"s\"><v>5</v></c></row>").bytes());
    damaged(HandMade::new("<row><c><v>many</v></c></row>").bytes());
    damaged(HandMade::new("<row><c t=\"new\"><v>1</v></c></row>").bytes());
    damaged(HandMade::new("<row r=\"2\"/><row r=\"1\"/>").bytes());
    damaged(HandMade::new("<row r=\"1048577\"/>").bytes());
    damaged(HandMade::new("<row><c r=\"7\"><v>1</v></c></row>").bytes());
    damaged(HandMade::new(one).part("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c><v>1").bytes());
    damaged(HandMade::new(one).part("xl/worksheets/sheet1.xml", format!("{}</wrong>", sheet(one))).bytes());
    damaged(HandMade::new(one).part("xl/workbook.xml", workbook(&[("a", "hidden")])).bytes());
    damaged(HandMade::new(one).part("xl/workbook.xml", workbook(&[("a", "hidden"), ("b", "visible")])).bytes());

    // A flipped bit in a digit, stored as it is: only the checksum tells.
    let mut flipped = rust_xlsx_stored();
    let at = flipped.windows(8).position(|eight| eight == b"10000001").expect("the digits");
    flipped[at + 7] = b'2';
    damaged(flipped);
}

/// Not compressed, so that its digits can be found.
fn rust_xlsx_stored() -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    use zip::write::SimpleFileOptions;
    let packed = HandMade::new("<row><c><v>10000001</v></c></row>").bytes();
    let mut packed = zip::ZipArchive::new(Cursor::new(packed)).expect("an archive");
    let mut stored = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..packed.len() {
        let mut part = packed.by_index(n).expect("a part");
        let name = part.name().expect("its name").into_owned();
        stored
            .start_file(name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored))
            .expect("a part");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its content");
        stored.write_all(&content).expect("written");
    }
    stored.finish().expect("an archive").into_inner()
}

#[test]
fn shared_texts_may_be_as_many_as_the_cells() {
    let texts: Vec<String> = (0..5_000).map(|n| format!("text {n}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let given: String = (0..5_000).map(|n| format!("<row><c t=\"s\"><v>{n}</v></c></row>")).collect();
    let bytes = HandMade::new(&given).part("xl/sharedStrings.xml", strings(&texts)).bytes();
    let rows = rows(bytes);
    assert_eq!((rows.len(), rows[4_999].1[0].as_str()), (5_000, "text 4999"));
}
