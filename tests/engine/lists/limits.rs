use grantdesk::list::{CheckedList, PLAYERS, Reason, Refusal, Repeat};

use super::{check, digits, found, ids};

fn lines(count: usize) -> String {
    (0..count).map(|n| format!("{}\n", 10_000_000 + n)).collect()
}

#[test]
fn a_hundred_thousand_players_are_a_list_and_one_more_is_not() {
    let list = check(lines(PLAYERS), &digits(8..=8));
    assert_eq!((list.players.len(), list.rows, list.is_good()), (PLAYERS, PLAYERS, true));
    let list = check(format!("id\nwrong\n{}", lines(PLAYERS)), &digits(8..=8));
    assert_eq!(list.refusal, Some(Refusal::TooManyRows(PLAYERS)));
    assert_eq!(list.findings, [found(2, 0, "wrong", Reason::WrongKind)], "what was found before is still there");
}

#[test]
fn every_bad_line_is_found() {
    let file = format!("id,qty\n{}", "x,y\n".repeat(PLAYERS));
    let list = check(file, &digits(8..=8));
    let mut bad: Vec<usize> = list.findings.iter().map(|finding| finding.line).collect();
    bad.dedup();
    assert_eq!(bad.len(), PLAYERS);
    assert_eq!(list.refusal, None);
}

#[test]
fn every_repeated_line_is_told_with_the_first_and_the_first_is_kept() {
    let list = check("id,memo\n10000001,a\n10000002,b\n 10000001,c\n10000001.0,d\n", &digits(8..=8));
    let repeat = |line| Repeat { line, text: "10000001".to_owned(), first: 2 };
    assert_eq!(list.repeated, [repeat(4), repeat(5)]);
    assert_eq!(ids(&list), ["10000001", "10000002"]);
    assert_eq!(list.players[0].info.as_deref(), Some(r#"{"memo":"a"}"#));
    assert!(list.is_good(), "whether repeats are meant is for a person to say");
}

#[test]
fn a_list_without_rows_is_refused() {
    for file in ["", "\n\n", "id\n", "id,quantity\n\n ,\n", "\u{FEFF}"] {
        assert_eq!(check(file, &digits(8..=8)).refusal, Some(Refusal::NoRows), "{file:?}");
    }
}

#[test]
fn all_info_together_has_a_limit() {
    let memo = "가".repeat(500);
    let rows: String = (0..12_000).map(|n| format!("{},{memo}\n", 10_000_000 + n)).collect();
    let list = check(format!("id,memo\n{rows}"), &digits(8..=8));
    assert_eq!(list.refusal, Some(Refusal::TooMuchInfo { most: 12 << 20 }));
}

#[test]
fn it_is_told_now_and_then_how_far_the_reading_is() {
    let mut table = grantdesk::table::Table::open(std::io::Cursor::new(lines(5_000)), "en").expect("a table");
    let mut told = Vec::new();
    CheckedList::read(&mut table, &digits(8..=8), |rows| told.push(rows));
    assert_eq!(told, [2_000, 4_000, 5_000]);
}
