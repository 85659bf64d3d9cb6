use grantdesk::table::NotATable;

use super::read;
use crate::kit::workbook::{HandMade, strings, workbook};

const GIGABYTE: usize = 1 << 30;

#[track_caller]
fn assert_too_big(file: HandMade) {
    assert_eq!(read(file.bytes()), Err(NotATable::TooBigInside));
}

#[test]
fn a_gigabyte_of_zeros_is_not_unpacked() {
    for part in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "_rels/.rels"]
    {
        assert_too_big(HandMade::new("").huge_part(part, "", b"\0", GIGABYTE / 16));
    }
}

#[test]
fn a_sheet_without_end_is_not_read_to_its_end() {
    let start = "<worksheet><sheetData>";
    let endless = |bytes: &[u8]| HandMade::new("").huge_part("xl/worksheets/sheet1.xml", start, bytes, GIGABYTE / 3);
    assert_too_big(endless(format!("<!--{}-->", " ".repeat(16 << 10)).as_bytes()));
    assert!(matches!(read(endless(b"<row/>").bytes()), Err(NotATable::Damaged(_))), "more rows than a sheet has");
}

#[test]
fn texts_without_end_are_not_held() {
    let texts = |bytes: &[u8], length| HandMade::new("").huge_part("xl/sharedStrings.xml", "<sst>", bytes, length);
    assert_too_big(texts(b"<si/>", 6_000_000));
    assert_too_big(texts(b"<si><t>a text of some length</t></si>", 60 << 20));
    assert_too_big(HandMade::new("").huge_part("xl/sharedStrings.xml", "<sst><si>", b"<t>long</t>", 1 << 20));
    assert_too_big(HandMade::new("").huge_part("xl/sharedStrings.xml", "<sst><si><t>", b"&lt;", 1 << 20));
}

#[test]
fn styles_and_sheets_without_end_are_not_held() {
    assert_too_big(HandMade::new("").huge_part(
        "xl/styles.xml",
        "<styleSheet><cellXfs>",
        b"<xf numFmtId='14'/>",
        7 << 20,
    ));
    let sheets = vec![("s", "visible"); 2_000];
    assert_too_big(HandMade::new("").part("xl/workbook.xml", workbook(&sheets)));
}

#[test]
fn a_cell_a_row_and_a_tag_have_their_limits() {
    let big = "x".repeat(70_000);
    assert_too_big(HandMade::new(&format!("<row><c t=\"str\"><v>{big}</v></c></row>")));
    assert_too_big(HandMade::new("").part("xl/sharedStrings.xml", strings(&[&big])));
    assert_too_big(HandMade::new(&format!("<row {}/>", "a='b' ".repeat(300_000))));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(40);
    let long = HandMade::new(&format!("<row>{cells}</row>")).part("xl/sharedStrings.xml", strings(&[&big[..32_767]]));
    assert_eq!(read(long.bytes()), Err(NotATable::LongRow { line: 1 }));
    let wide = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(257));
    assert_eq!(read(HandMade::new(&wide).bytes()), Err(NotATable::TooManyColumns { line: 1 }));
}

#[test]
fn xml_that_refers_to_itself_or_to_other_files_is_refused() {
    let lol = "<!DOCTYPE s [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
    let row =
        |text: &str| format!("<worksheet><sheetData><row><c t=\"str\"><v>{text}</v></c></row></sheetData></worksheet>");
    for sheet in [
        format!("{lol}{}", row("&b;")),
        format!("{lol}{}", row("1")),
        row("&b;"),
        row("&f;"),
        row("&#0;"),
        row("&#xD800;"),
    ] {
        let refused = read(HandMade::new("").part("xl/worksheets/sheet1.xml", sheet).bytes());
        assert!(matches!(refused, Err(NotATable::Damaged(_))), "{refused:?}");
    }
    let deep = HandMade::new("").huge_part("xl/worksheets/sheet1.xml", "", b"<a>", 1 << 20);
    assert!(matches!(read(deep.bytes()), Err(NotATable::Damaged(_))));
}

#[test]
fn sizes_that_a_directory_states_count_for_nothing() {
    let honest = HandMade::new("<row><c><v>10000001</v></c></row>").bytes();
    for size in [0_u32, 1, u32::MAX - 1] {
        let mut lying = honest.clone();
        let headers: Vec<usize> = (0..lying.len() - 4).filter(|at| lying[*at..].starts_with(b"PK\x01\x02")).collect();
        assert_eq!(headers.len(), 6);
        for header in headers {
            lying[header + 24..header + 28].copy_from_slice(&size.to_le_bytes());
        }
        let read = read(lying);
        assert!(read.as_ref().is_err() || read.is_ok_and(|(_, rows)| rows[0].cells[0].text == "10000001"));
    }
}

#[test]
fn a_directory_of_very_many_files_is_refused_unread() {
    let mut many = HandMade::new("");
    for n in 0..4_100 {
        many = many.part(&format!("{n}"), "");
    }
    assert_too_big(many);
    let mut long = HandMade::new("");
    for n in 0..20 {
        long = long.part(&format!("{n}{}", "x".repeat(60_000)), "");
    }
    assert_too_big(long);
}

#[test]
fn a_zip64_directory_is_read_when_it_is_small() {
    let zip64 = |files: u64| {
        let mut bytes = HandMade::new("<row><c><v>7</v></c></row>").bytes();
        let end = bytes.len() - 22;
        let place = |at: usize| u64::from(u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]));
        let (size, start) = (place(end + 12), place(end + 16));
        let mut record = b"PK\x06\x06".to_vec();
        record.extend(44_u64.to_le_bytes());
        record.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        for number in [files, files, size, start] {
            record.extend(number.to_le_bytes());
        }
        record.extend(b"PK\x06\x07\0\0\0\0");
        record.extend((end as u64).to_le_bytes());
        record.extend(1_u32.to_le_bytes());
        bytes.splice(end..end, record);
        let end = bytes.len() - 22;
        bytes[end + 8..end + 20].fill(0xFF);
        bytes
    };
    assert_eq!(read(zip64(6)).map(|(_, rows)| rows.len()), Ok(1));
    assert_eq!(read(zip64(30_000_000)), Err(NotATable::TooBigInside));
}
