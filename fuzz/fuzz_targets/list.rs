//! Whatever the file, players are of their kind and stand once, and everything else is told.

#![no_main]

use std::collections::HashSet;
use std::io::Cursor;

use grantdesk::list::{CheckedList, ListRules, PLAYERS, PlayerKind};
use grantdesk::table::Table;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, file)) = bytes.split_first() else { return };
    let Ok(mut table) = Table::open(Cursor::new(file), "ko") else { return };
    let rules = rules(*choice);
    let list = CheckedList::read(&mut table, &rules, |_| {});

    assert!(list.rows <= PLAYERS);
    let mut seen = HashSet::new();
    let mut total = 0;
    for recipient in &list.players {
        assert!(rules.kind.fits(&recipient.player), "{recipient:?}");
        assert!(seen.insert(&recipient.player), "{recipient:?} stands once");
        assert!(recipient.quantity.is_none_or(|quantity| (1..=rules.max_quantity).contains(&quantity)));
        total += recipient.quantity.unwrap_or(0);
    }
    assert_eq!(list.quantities.map_or(0, |quantities| quantities.total), total);
    assert!(list.repeated.iter().all(|repeat| repeat.first < repeat.line));
    assert!(list.findings.iter().all(|finding| finding.text.chars().count() <= 60));
    assert!(list.notes.iter().all(|note| note.count > 0 && note.lines.len() <= 5));
    if list.is_good() {
        assert_eq!(list.players.len() + list.repeated.len(), list.rows, "no row is lost");
        assert!(list.rows > 0);
    }
});

/// A kind of IDs, and columns that may have been chosen.
fn rules(choice: u8) -> ListRules {
    let (charset, min_length, max_length) = match choice % 4 {
        0 => ("digits", 8, 8),
        1 => ("digits", 1, 20),
        2 => ("letters", 1, 36),
        _ => ("letters", 12, 12),
    };
    let kind = PlayerKind {
        code: "player_id".to_owned(),
        label: "Player ID".to_owned(),
        charset: charset.to_owned(),
        min_length,
        max_length,
    };
    ListRules {
        kind,
        id_column: (choice & 4 > 0).then(|| "a".to_owned()),
        quantity_column: (choice & 8 > 0).then(|| "b".to_owned()),
        max_quantity: if choice & 16 > 0 { i64::MAX } else { 1_000 },
    }
}
