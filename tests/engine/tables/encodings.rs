use encoding_rs::{EUC_KR, Encoding, SHIFT_JIS};
use grantdesk::table::NotATable;

use super::{read, read_in, text_format, texts};

const KOREAN: &str =
    "유저 ID{sep}수량{sep}메모{end}10000001{sep}5{sep}점검 보상 지급{end}10000002{sep}6{sep}똠방각하 햏{end}";
const JAPANESE: &str =
    "ユーザーID{sep}数量{sep}メモ{end}10000001{sep}5{sep}メンテナンス補填{end}10000002{sep}6{sep}ｶﾀｶﾅ表示ソ{end}";

/// The text in each separator and line end.
fn variants(text: &str) -> Vec<(char, String)> {
    let mut variants = Vec::new();
    for separator in [',', ';', '\t'] {
        for end in ["\n", "\r\n", "\r"] {
            variants.push((separator, text.replace("{sep}", &separator.to_string()).replace("{end}", end)));
        }
    }
    variants
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

fn legacy(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy, "{text}");
    bytes.into_owned()
}

#[track_caller]
fn assert_reads(bytes: Vec<u8>, language: &str, encoding: &str, separator: char, text: &str) {
    let (format, rows) = read_in(bytes, language).expect(encoding);
    assert_eq!(format, text_format(encoding, Some(separator)), "{text}");
    let cells: Vec<Vec<String>> = rows.iter().map(texts).collect();
    let meant: Vec<Vec<&str>> =
        text.split(['\r', '\n']).filter(|line| !line.is_empty()).map(|line| line.split(separator).collect()).collect();
    assert_eq!(cells, meant);
}

#[test]
fn every_encoding_is_told_with_every_separator_and_line_end() {
    for (language, text, legacy_encoding, name) in
        [("ko", KOREAN, EUC_KR, "CP949"), ("ja", JAPANESE, SHIFT_JIS, "Shift_JIS")]
    {
        for (separator, text) in variants(text) {
            let marked = format!("\u{FEFF}{text}");
            for language in [language, "en"] {
                let reads = |bytes, name| assert_reads(bytes, language, name, separator, &text);
                reads(text.clone().into_bytes(), "UTF-8");
                reads(marked.clone().into_bytes(), "UTF-8");
                reads(utf16(&marked, u16::to_le_bytes), "UTF-16LE");
                reads(utf16(&text, u16::to_le_bytes), "UTF-16LE");
                reads(utf16(&marked, u16::to_be_bytes), "UTF-16BE");
                reads(utf16(&text, u16::to_be_bytes), "UTF-16BE");
                reads(legacy(&text, legacy_encoding), name);
            }
        }
    }
}

#[test]
fn what_could_be_either_follows_the_language_of_the_person() {
    // In CP949 two syllables, in Shift_JIS half-width katakana.
    let bytes = b"id,memo\n1,\xB1\xB2\n".to_vec();
    let encoding = |language| match read_in(bytes.clone(), language).expect("a table").0 {
        grantdesk::table::Format::Text { encoding, .. } => encoding,
        format => panic!("{format:?}"),
    };
    assert_eq!(encoding("ko"), "CP949");
    assert_eq!(encoding("ja"), "Shift_JIS");
}

#[test]
fn an_encoding_shows_itself_however_late() {
    let file = |last: &str| format!("id,memo\n{}20000000,{last}\n", "10000001,ascii\n".repeat(50_000));
    let (format, rows) = read_in(legacy(&file("보상"), EUC_KR), "ko").expect("a table");
    assert_eq!(format, text_format("CP949", Some(',')));
    assert_eq!(rows.last().map(texts), Some(vec!["20000000".to_owned(), "보상".to_owned()]));
}

#[test]
fn bytes_of_no_encoding_are_refused_with_their_line() {
    assert_eq!(read(b"id\n1\n\xFF\xFE\xFF\n"), Err(NotATable::Encoding { line: 3 }));
    assert_eq!(read(b"\xEF\xBB\xBFid\n\xB0\xA1\n"), Err(NotATable::Encoding { line: 2 }), "a mark is believed");
    assert_eq!(read(b"\xFF\xFEi\0d\0\n\0\x00\xD8\n\0"), Err(NotATable::Encoding { line: 2 }), "half a character");
    assert_eq!(read(b"\xFF\xFEi\0d\0\n"), Err(NotATable::Encoding { line: 1 }), "half a unit");
}
