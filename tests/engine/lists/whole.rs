use grantdesk::list::{CheckedList, Refusal};
use grantdesk::table::{Format, NotATable};
use rust_xlsxwriter::Workbook;

use super::{check, digits, player};

#[test]
fn the_same_list_comes_out_of_every_kind_of_file() {
    let text = "유저 ID\t수량\t메모\r\n10000001\t5\t점검 보상\r\n10000002\t1,000\t\r\n";
    let meant = [player("10000001", Some(5), Some(r#"{"메모":"점검 보상"}"#)), player("10000002", Some(1_000), None)];
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["유저 ID", "수량", "메모"]).expect("a header");
    sheet.write_number(1, 0, 10_000_001).and_then(|sheet| sheet.write_number(1, 1, 5)).expect("numbers");
    sheet.write_string(1, 2, "점검 보상").expect("a text");
    sheet.write_string(2, 0, "10000002").and_then(|sheet| sheet.write_number(2, 1, 1_000)).expect("a row");
    for file in [
        text.as_bytes().to_vec(),
        encoding_rs::EUC_KR.encode(text).0.into_owned(),
        format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
        book.save_to_buffer().expect("a spreadsheet"),
    ] {
        let list = check(file, &digits(8..=8));
        assert_eq!(list.players, meant, "{:?}", list.format);
        assert!(list.is_good());
    }
}

#[test]
fn a_file_that_breaks_off_keeps_what_was_found_and_says_why() {
    let list = check("id,memo\nx,a\n10000001,\"b\n", &digits(8..=8));
    assert_eq!(list.refusal, Some(Refusal::NotATable(NotATable::UnclosedQuote { line: 3 })));
    assert_eq!(list.findings.len(), 1);
}

#[test]
fn a_checked_list_survives_being_stored() {
    let list = check("sep=;\nid;qty;memo\n10000001;5; a\n10000001;5;\nx;0;\"", &digits(8..=8));
    assert_eq!(list.format, Format::Text { encoding: "UTF-8".to_owned(), separator: Some(';') });
    assert!(list.refusal.is_some() && !list.repeated.is_empty());
    let stored = serde_json::to_string(&list).expect("JSON");
    assert_eq!(serde_json::from_str::<CheckedList>(&stored).expect("a list"), list);
}
