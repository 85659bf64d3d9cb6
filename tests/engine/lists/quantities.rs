use grantdesk::list::{Quantities, Reason, Refusal};

use super::{check, digits, found, one_quantity, player, sheet};

#[test]
fn quantities_are_whole_and_from_one_to_the_maximum() {
    let rules = digits(8..=8);
    for (cell, quantity) in [
        ("5", 5),
        (" 1,000 ", 1_000),
        ("１２", 12),
        ("5.0", 5),
        ("1.234E+3", 1_234),
        ("'7", 7),
        ("007", 7),
        ("1000000", 1_000_000),
    ] {
        assert_eq!(one_quantity(cell, &rules), Ok(quantity), "{cell}");
    }
    for (cell, reason) in [
        ("", Reason::MissingQuantity),
        ("\u{3000}", Reason::MissingQuantity),
        ("0", Reason::BelowOne),
        ("0.0", Reason::BelowOne),
        ("-5", Reason::BelowOne),
        ("-99999999999999999999999", Reason::BelowOne),
        ("1000001", Reason::AboveMaximum(1_000_000)),
        ("9007199254740992", Reason::AboveExact),
        ("99999999999999999999999999", Reason::AboveExact),
        ("1.5", Reason::NotANumber),
        ("five", Reason::NotANumber),
        ("5 6", Reason::NotANumber),
        ("-", Reason::NotANumber),
        ("1.23E+11", Reason::Shortened),
        ("2026-11-22", Reason::Date),
        ("#N/A", Reason::SpreadsheetError),
        ("5\u{1}", Reason::ControlCharacter),
    ] {
        assert_eq!(one_quantity(cell, &rules), Err(reason), "{cell}");
    }
}

#[test]
fn a_list_says_its_total_and_its_least_and_most_quantity() {
    let list = check("id,qty\n10000001,5\n10000002,7\n10000002,900\n10000003,2\n", &digits(8..=8));
    assert_eq!(
        list.quantities,
        Some(Quantities { total: 14, least: 2, most: 7 }),
        "of repeated players, the first counts"
    );
    assert_eq!(check("10000001\n", &digits(8..=8)).quantities, None);
}

#[test]
fn totals_are_exact_or_refused() {
    let mut rules = digits(8..=8);
    rules.max_quantity = i64::MAX;
    let half = (1_i64 << 52).to_string();
    let list = check(format!("id,qty\n10000001,{half}\n10000002,{half}\n"), &rules);
    assert_eq!(list.refusal, Some(Refusal::TotalAboveExact));
    let below = (1_i64 << 52) - 1;
    let list = check(format!("id,qty\n10000001,{half}\n10000002,{below}\n"), &rules);
    assert_eq!(list.quantities.map(|all| all.total), Some((1 << 53) - 1));
}

#[test]
fn the_id_and_the_quantity_of_a_row_are_both_found_wrong() {
    let list = check("id,qty\nx,y\n10000001\n", &digits(8..=8));
    let wrong = [
        found(2, 0, "x", Reason::WrongKind),
        found(2, 1, "y", Reason::NotANumber),
        found(3, 1, "", Reason::MissingQuantity),
    ];
    assert_eq!(list.findings, wrong);
    assert_eq!(list.players, []);
}

#[test]
fn a_formula_counts_with_the_value_it_was_saved_with() {
    let rows = "<row><c t=\"str\"><v>id</v></c><c t=\"str\"><v>수량</v></c></row>\
        <row><c><v>10000001</v></c><c><f>2+3</f><v>5</v></c></row>";
    assert_eq!(sheet(rows, &digits(8..=8)).players, [player("10000001", Some(5), None)]);
}
