use encoding_rs::{EUC_KR, SHIFT_JIS};
use grantdesk::table::Row;
use proptest::prelude::*;

use super::{open_in, read_in, texts};
use crate::kit::workbook::HandMade;

/// Reads whatever there is; the answer does not matter.
fn read_all(bytes: Vec<u8>) -> usize {
    open_in(bytes, "ko").map_or(0, |mut table| table.rows().map_or(0, Iterator::count))
}

fn is_in(text: &str, encoding: &'static encoding_rs::Encoding) -> bool {
    !encoding.encode(text).2
}

/// Cells of every script, with everything that has to be quoted.
fn grids() -> impl Strategy<Value = Vec<Vec<String>>> {
    let cell = prop_oneof!["[0-9]{1,8}", "[a-zA-Z ,;\t\"'\r\n=-]{0,12}", "[가-힣 ,\"]{0,8}", "[ぁ-んァ-ヶ ,\"]{0,8}",];
    (2..6_usize).prop_flat_map(move |columns| {
        prop::collection::vec(prop::collection::vec(cell.clone(), columns), 1..12).prop_map(|mut grid| {
            // A header, so that the separator can be told.
            grid.insert(0, (0..grid[0].len()).map(|n| format!("column{n}")).collect());
            grid
        })
    })
}

/// As rows tell it: without the empty cells at the end.
fn shortened(row: &[String]) -> Vec<String> {
    let end = row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    row[..end].to_vec()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_give_rows_or_a_refusal(bytes in prop::collection::vec(any::<u8>(), 0..4096)) {
        read_all(bytes);
    }

    #[test]
    fn any_bytes_behind_a_mark_give_rows_or_a_refusal(
        start in prop::sample::select(vec![&b"\xFF\xFE"[..], b"\xFE\xFF", b"\xEF\xBB\xBF", b"PK\x03\x04", b"PK\x05\x06", b"sep=;\n"]),
        bytes in prop::collection::vec(any::<u8>(), 0..2048),
    ) {
        read_all([start, &bytes].concat());
    }

    #[test]
    fn any_xml_in_a_sheet_gives_rows_or_a_refusal(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "<row>", "</row>", "<row r='3'>", "<row/>", "<c>", "</c>", "<c r='B1' t='s'>", "<c t='inlineStr'>", "<v>", "</v>",
                "0", "1E7", "&lt;", "&x;", "<is>", "</is>", "<t>", "</t>", "<f>", "</f>", "</sheetData>", "<!--", "-->", "<", "]]>",
            ]),
            0..60,
        ),
    ) {
        read_all(HandMade::new(&pieces.concat()).bytes());
    }

    #[test]
    fn a_spreadsheet_with_any_byte_changed_gives_rows_or_a_refusal(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = HandMade::new("<row><c><v>10000001</v></c><c t='inlineStr'><is><t>memo</t></is></c></row>").bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        read_all(bytes);
    }

    #[test]
    fn what_a_csv_writer_writes_reads_the_same_in_every_encoding(grid in grids(), separator in prop::sample::select(vec![b',', b';', b'\t'])) {
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        for row in &grid {
            writer.write_record(row).expect("a record");
        }
        let text = String::from_utf8(writer.into_inner().expect("written")).expect("text");
        let mut files = vec![
            ("en", text.clone().into_bytes()),
            ("en", format!("\u{FEFF}{text}").into_bytes()),
            ("en", format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()),
            ("en", format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect()),
        ];
        // What is valid in both is told by its looks, and single syllables look like anything.
        let legacy = [("ko", EUC_KR, SHIFT_JIS), ("ja", SHIFT_JIS, EUC_KR)];
        for (language, encoding, other) in legacy {
            let bytes = encoding.encode(&text).0.into_owned();
            let is_utf_8_too = !text.is_ascii() && std::str::from_utf8(&bytes).is_ok();
            if is_in(&text, encoding) && other.decode_without_bom_handling(&bytes).1 && !is_utf_8_too {
                files.push((language, bytes));
            }
        }
        let meant: Vec<Vec<String>> = grid.iter().map(|row| shortened(row)).collect();
        for (language, bytes) in files {
            let (format, rows) = read_in(bytes, language).expect("a table");
            let cells: Vec<Vec<String>> = rows.iter().map(texts).collect();
            prop_assert_eq!(&cells, &meant, "{:?}", format);
        }
    }

    #[test]
    fn rows_are_those_the_csv_library_finds(file in "[a-c0-9,\"\n]{0,80}") {
        // It drops empty lines, and does not mind what is never closed.
        let Ok((_, rows)) = read_in(format!("x,y\n{file}"), "en") else { return Ok(()) };
        let mut library = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(file.as_bytes());
        let meant: Vec<Vec<String>> = library
            .records()
            .map(|record| shortened(&record.expect("a record").iter().map(str::to_owned).collect::<Vec<_>>()))
            .filter(|row| !row.is_empty())
            .collect();
        let found: Vec<Vec<String>> = rows[1..].iter().filter(|row: &&Row| !row.cells.is_empty()).map(texts).collect();
        prop_assert_eq!(found, meant);
    }
}
