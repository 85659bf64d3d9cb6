use grantdesk::list::{Column, Reason, Refusal, Role};

use super::{check, digits, found, ids, player};

fn roles(list: &grantdesk::list::CheckedList) -> Vec<Role> {
    list.columns.iter().map(|column| column.role).collect()
}

fn cells(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

#[test]
fn columns_are_known_by_their_names_in_any_spelling() {
    for name in [
        "Player ID",
        "player_id",
        "PLAYERID",
        "id",
        "UID",
        "유저 ID",
        "유저",
        "계정",
        "ユーザーID",
        "プレイヤーID",
        "アカウント",
        "ＩＤ",
        "member no.",
        "\u{A0}User Id ",
    ] {
        for quantity in ["Quantity", "qty", "AMOUNT", "수량", "개수", "数量", "個数"] {
            let list = check(format!("{quantity},{name}\n5,10000001\n"), &digits(8..=8));
            assert_eq!(list.players, [player("10000001", Some(5), None)], "{name}, {quantity}");
            assert_eq!((roles(&list), list.header_line), (vec![Role::Quantity, Role::Id], Some(1)));
        }
    }
}

#[test]
fn the_name_of_the_kind_goes_before_other_names_of_ids() {
    let list = check("id,Member No.,uid\n7,10000001,8\n", &digits(8..=8));
    assert_eq!(list.players, [player("10000001", None, Some(r#"{"id":"7","uid":"8"}"#))]);
}

#[test]
fn a_single_column_needs_no_header() {
    let list = check("\n10000001\n10000002\n", &digits(8..=8));
    assert_eq!((ids(&list), list.header_line, list.rows), (vec!["10000001", "10000002"], None, 2));
    assert_eq!(list.columns, [Column { name: String::new(), role: Role::Id }]);
    let list = check("선수\n10000001\n", &digits(8..=8));
    assert_eq!(list.findings, [found(1, 0, "선수", Reason::WrongKind)], "a header nobody knows");
    let list = check(",10000001\n,10000002\n10000003,\n", &digits(8..=8));
    assert_eq!(ids(&list), ["10000001", "10000002"], "the column need not be the first");
    assert_eq!(list.findings[0].line, 3);
}

#[test]
fn several_columns_without_a_name_that_is_known_are_asked_about() {
    let refused = |file: &str| check(file, &digits(8..=8)).refusal;
    let which = |role, first: &[&str]| Some(Refusal::WhichColumn { role, cells: cells(first) });
    assert_eq!(refused("10000001,5\n10000002,6\n"), which(Role::Id, &["10000001", "5"]));
    assert_eq!(refused("캐릭터,수량\n10000001,5\n"), which(Role::Id, &["캐릭터", "수량"]));
    assert_eq!(refused("id,uid\n1,2\n"), which(Role::Id, &["id", "uid"]));
    assert_eq!(refused("id,amount,count\n1,2,3\n"), which(Role::Quantity, &["id", "amount", "count"]));
}

#[test]
fn a_person_may_choose_the_columns() {
    let mut rules = digits(8..=8);
    rules.id_column = Some("캐릭터".to_owned());
    rules.quantity_column = Some("Gems".to_owned());
    let list = check("캐릭터,gems,id\n10000001,5,x\n", &rules);
    assert_eq!(list.players, [player("10000001", Some(5), Some(r#"{"id":"x"}"#))]);
    let list = check("선수,gems\n10000001,5\n", &rules);
    let none = Refusal::NoSuchColumn { name: "캐릭터".to_owned(), cells: cells(&["선수", "gems"]) };
    assert_eq!(list.refusal, Some(none));
    rules.quantity_column = rules.id_column.clone();
    let list = check("캐릭터,gems\n10000001,5\n", &rules);
    assert_eq!(list.refusal, Some(Refusal::WhichColumn { role: Role::Quantity, cells: cells(&["캐릭터", "gems"]) }));
    rules.quantity_column = Some("  ".to_owned());
    assert_eq!(ids(&check("캐릭터\n10000001\n", &rules)), ["10000001"], "blank is not chosen");
}

#[test]
fn other_columns_are_kept_as_info_with_their_keys_in_order() {
    let file = "id,메모,level,guild\n10000001,\"said \"\"hi\"\"\",12,\n10000002,,,\n10000003,\" '=1+1\",,\n10000004,\"two\nlines\",'x,\n";
    let list = check(file, &digits(8..=8));
    assert_eq!(
        list.players,
        [
            player("10000001", None, Some(r#"{"level":"12","메모":"said \"hi\""}"#)),
            player("10000002", None, None),
            player("10000003", None, Some(r#"{"메모":"=1+1"}"#)),
            player("10000004", None, Some(r#"{"level":"'x","메모":"two\nlines"}"#)),
        ]
    );
    assert_eq!(roles(&list), [Role::Id, Role::Info, Role::Info, Role::Info]);
}

#[test]
fn info_has_its_limits() {
    let long = "가".repeat(501);
    let list = check(
        format!("id,memo\n10000001,{}\n10000002,{long}\n10000003,\u{202E}a\n10000004,#REF!\n", &long[..1500]),
        &digits(8..=8),
    );
    let reasons: Vec<_> = list.findings.iter().map(|finding| (finding.line, finding.reason.clone())).collect();
    assert_eq!(reasons, [(3, Reason::TooLong(500)), (4, Reason::ControlCharacter), (5, Reason::SpreadsheetError)]);
    let header =
        |columns: usize| (0..columns).fold("id".to_owned(), |header, n| format!("{header},c{n}")) + "\n10000001\n";
    assert_eq!(check(header(16), &digits(8..=8)).refusal, None);
    assert_eq!(check(header(17), &digits(8..=8)).refusal, Some(Refusal::TooManyInfoColumns { columns: 17, most: 16 }));
    let name = "n".repeat(101);
    assert_eq!(
        check(format!("id,{name}\n10000001\n"), &digits(8..=8)).refusal,
        Some(Refusal::LongColumnName { column: 1, most: 100 })
    );
}

#[test]
fn names_stand_once_and_values_under_a_name() {
    let refused = |file: &str| check(file, &digits(8..=8)).refusal;
    assert_eq!(refused("id,memo,Memo\n10000001\n"), Some(Refusal::RepeatedColumn { name: "Memo".to_owned() }));
    assert_eq!(refused("id,ID\n10000001\n"), Some(Refusal::RepeatedColumn { name: "ID".to_owned() }));
    let nameless = Refusal::NamelessColumn { column: 1, line: 3 };
    assert_eq!(refused("id,,memo\n10000001,,a\n10000002,b,c\n"), Some(nameless));
    let list = check("id,,memo\n10000001,,a\n", &digits(8..=8));
    assert!(list.is_good() && roles(&list) == [Role::Id, Role::Unused, Role::Info], "nothing stands under it");
}

#[test]
fn a_row_of_more_cells_than_the_header_is_wrong() {
    let list = check("id,memo\n10000001,a,b,c\n10000002,a, \n", &digits(8..=8));
    assert_eq!(list.findings, [found(2, 2, "b", Reason::ExtraCell), found(2, 3, "c", Reason::ExtraCell)]);
    assert_eq!(ids(&list), ["10000002"]);
}
