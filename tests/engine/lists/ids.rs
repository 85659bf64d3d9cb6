use grantdesk::list::clean::Cleaning;
use grantdesk::list::{Note, Reason};

use super::{check, digits, found, ids, letters, one_id, sheet};

#[test]
fn ids_are_cleaned_of_what_spreadsheets_and_keyboards_add() {
    let eight = digits(8..=8);
    for (cell, id) in [
        ("10000001", "10000001"),
        ("  10000001\t", "10000001"),
        ("\u{A0}10000001\u{3000}", "10000001"),
        ("\u{200B}10000001\u{FEFF}", "10000001"),
        ("１００００００１", "10000001"),
        ("'10000001", "10000001"),
        ("10,000,001", "10000001"),
        ("10000001.0", "10000001"),
        ("10000001.00", "10000001"),
        ("10,000,001.0", "10000001"),
        ("1.0000001E+7", "10000001"),
        ("1.0000001e7", "10000001"),
        ("123", "00000123"),
    ] {
        assert_eq!(one_id(cell, &eight).as_deref(), Ok(id), "{cell:?}");
    }
    for (cell, id) in [
        ("ａｂｃ－１２３＿Ｘ", "abc-123_X"),
        ("'-abc", "-abc"),
        ("'=abc", ""),
        ("1234E5678", "1234E5678"),
        ("1E7A", "1E7A"),
        ("12E7", "12E7"),
        ("10000001.0", "10000001"),
        ("1.0000001E+7", "10000001"),
        ("123456", "123456"),
    ] {
        let meant = if id.is_empty() { Err(Reason::WrongKind) } else { Ok(id.to_owned()) };
        assert_eq!(one_id(cell, &letters()), meant, "{cell:?}");
    }
}

#[test]
fn what_is_in_doubt_is_refused_with_its_reason() {
    let eight = digits(8..=8);
    for (cell, reason) in [
        ("1000 0001", Reason::BlankInside),
        ("1000\u{200B}0001", Reason::BlankInside),
        ("10000001\n10000002", Reason::BlankInside),
        ("1000\u{3000}0001", Reason::BlankInside),
        ("100000011", Reason::WrongKind),
        ("1000000a", Reason::WrongKind),
        ("-10000001", Reason::WrongKind),
        ("10000001.5", Reason::WrongKind),
        ("1,000,0001", Reason::WrongKind),
        ("1000,001", Reason::WrongKind),
        ("1000\u{1}0001", Reason::ControlCharacter),
        ("", Reason::EmptyId),
        (" \u{3000}", Reason::EmptyId),
        ("'", Reason::EmptyId),
        ("1.23E+11", Reason::Shortened),
        ("1.0E+07", Reason::Shortened),
        ("1E+7", Reason::Shortened),
        ("1.5E-3", Reason::Shortened),
        ("2026-11-22", Reason::Date),
        ("11/22/2026", Reason::Date),
        ("2026. 11. 22.", Reason::Date),
        ("#N/A", Reason::SpreadsheetError),
        ("#REF!", Reason::SpreadsheetError),
        ("########", Reason::SpreadsheetError),
        ("보상대상자님이오", Reason::WrongKind),
        ("１0000００1x", Reason::WrongKind),
    ] {
        assert_eq!(one_id(cell, &eight), Err(reason), "{cell:?}");
    }
    assert_eq!(one_id("1.23E+11", &letters()), Err(Reason::Shortened));
    assert_eq!(one_id("abc", &letters()), Err(Reason::WrongKind));
    assert_eq!(one_id(&"9".repeat(100_000), &digits(1..=20)), Err(Reason::WrongKind));
}

#[test]
fn lost_zeros_come_back_only_where_all_ids_are_of_one_length() {
    assert_eq!(one_id("123", &digits(4..=8)), Err(Reason::WrongKind));
    assert_eq!(one_id("1234", &digits(4..=8)).as_deref(), Ok("1234"));
    assert_eq!(one_id("12", &letters()), Err(Reason::WrongKind));
}

#[test]
fn numbers_of_a_spreadsheet_are_ids_as_long_as_it_kept_their_digits() {
    let number = |digits: &str| format!("<row><c><v>{digits}</v></c></row>");
    let long = digits(8..=20);
    let rows = [number("1.0048273E7"), number("123456789012345"), number("1234567890123460"), number("1E+18")].concat();
    let list = sheet(&rows, &long);
    assert_eq!(ids(&list), ["10048273", "123456789012345"]);
    let shortened = |line, text| found(line, 0, text, Reason::Shortened);
    assert_eq!(list.findings, [shortened(3, "1234567890123460"), shortened(4, "1000000000000000000")]);

    let text = "<row><c t=\"str\"><v>12345678901234567890</v></c></row>";
    assert_eq!(ids(&sheet(text, &long)), ["12345678901234567890"], "as text it is whole");
    assert_eq!(ids(&sheet(&number("123"), &digits(8..=8))), ["00000123"]);
}

#[test]
fn dates_and_errors_of_a_spreadsheet_are_no_ids() {
    let rows = "<row><c t=\"d\"><v>2026-11-22</v></c></row><row><c t=\"e\"><v>#REF!</v></c></row>";
    let list = sheet(rows, &letters());
    assert_eq!(
        list.findings,
        [found(1, 0, "2026-11-22", Reason::Date), found(2, 0, "#REF!", Reason::SpreadsheetError)]
    );
}

#[test]
fn every_cleaning_is_noted_with_how_often_and_where_first() {
    let lines: String = (0..9).map(|n| format!(" 1000000{n}\n")).collect();
    let list = check(format!("id\n{lines}\n\n１0000010\n'10000011\n\n"), &digits(8..=8));
    let note = |cleaning, count, lines: &[usize]| Note { cleaning, count, lines: lines.to_vec() };
    assert_eq!(
        list.notes,
        [
            note(Cleaning::Blanks, 9, &[2, 3, 4, 5, 6]),
            note(Cleaning::EmptyRows, 2, &[11, 12]),
            note(Cleaning::FullWidth, 1, &[13]),
            note(Cleaning::TextMark, 1, &[14]),
        ]
    );
    assert!(list.is_good());
    assert_eq!(list.rows, 11);
}

#[test]
fn what_is_wrong_is_shown_as_it_stood_up_to_sixty_characters() {
    let list = check(format!("id\n {}\n", "가".repeat(200)), &letters());
    assert_eq!(list.findings, [found(2, 0, &format!(" {}", "가".repeat(59)), Reason::WrongKind)]);
}
