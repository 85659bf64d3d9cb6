//! A player file becomes players, or says line by line why not.

mod columns;
mod ids;
mod limits;
mod quantities;
mod whole;

use std::io::Cursor;

use grantdesk::list::{CheckedList, Finding, ListRules, PlayerKind, Reason};
use grantdesk::request::Recipient;
use grantdesk::table::Table;

use crate::kit::workbook::HandMade;

/// IDs of digits, `10000001`.
fn digits(length: std::ops::RangeInclusive<i64>) -> ListRules {
    kind("digits", *length.start(), *length.end())
}

/// IDs of letters, digits, hyphens and underscores.
fn letters() -> ListRules {
    kind("letters", 4, 36)
}

fn kind(charset: &str, min_length: i64, max_length: i64) -> ListRules {
    let kind = PlayerKind {
        code: "player_id".to_owned(),
        label: "Member no.".to_owned(),
        charset: charset.to_owned(),
        min_length,
        max_length,
    };
    ListRules { kind, id_column: None, quantity_column: None, max_quantity: 1_000_000 }
}

fn check(file: impl Into<Vec<u8>>, rules: &ListRules) -> CheckedList {
    let mut table = Table::open(Cursor::new(file.into()), "ko").expect("a table");
    CheckedList::read(&mut table, rules, |_| {})
}

/// A spreadsheet of these rows, as XML.
fn sheet(rows: &str, rules: &ListRules) -> CheckedList {
    check(HandMade::new(rows).bytes(), rules)
}

fn ids(list: &CheckedList) -> Vec<&str> {
    list.players.iter().map(|recipient| recipient.player.as_str()).collect()
}

fn found(line: usize, column: usize, text: &str, reason: Reason) -> Finding {
    Finding { line, column, text: text.to_owned(), reason }
}

fn player(id: &str, quantity: Option<i64>, info: Option<&str>) -> Recipient {
    Recipient { player: id.to_owned(), quantity, info: info.map(str::to_owned) }
}

/// What becomes of one cell that is to be an ID.
fn one_id(cell: &str, rules: &ListRules) -> Result<String, Reason> {
    outcome(check(format!("player id,memo\n{},x\n", quoted(cell)), rules), |recipient| recipient.player)
}

/// What becomes of one cell that is to be a quantity.
fn one_quantity(cell: &str, rules: &ListRules) -> Result<i64, Reason> {
    let list = check(format!("player id,quantity,memo\n10000001,{},x\n", quoted(cell)), rules);
    outcome(list, |recipient| recipient.quantity.expect("a quantity"))
}

fn outcome<T>(mut list: CheckedList, of: impl FnOnce(Recipient) -> T) -> Result<T, Reason> {
    assert_eq!((list.rows, &list.refusal), (1, &None));
    match list.findings.pop() {
        Some(finding) => Err(finding.reason),
        None => Ok(of(list.players.pop().expect("a player"))),
    }
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}
