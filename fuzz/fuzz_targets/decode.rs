//! Any bytes are a table or none, and a table's rows are in order.

#![no_main]

use std::io::Cursor;

use grantdesk::table::{COLUMNS, ROW, Row, Table};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (language, file) = match bytes.split_first() {
        Some((b'k', file)) => ("ko", file),
        Some((b'j', file)) => ("ja", file),
        _ => ("en", bytes),
    };
    let Ok(mut table) = Table::open(Cursor::new(file), language) else { return };
    let first = read(&mut table);
    assert_eq!(first, read(&mut table), "rows are the same whenever they are read");
});

fn read(table: &mut Table<Cursor<&[u8]>>) -> (usize, bool) {
    let Ok(rows) = table.rows() else { return (0, false) };
    let (mut count, mut line) = (0, 0);
    for row in rows {
        let Ok(row) = row else { return (count, false) };
        check(&row);
        assert!(row.line > line, "each row is behind the one before");
        (count, line) = (count + 1, row.line);
    }
    (count, true)
}

fn check(row: &Row) {
    assert!(row.cells.len() <= COLUMNS);
    assert!(row.cells.last().is_none_or(|cell| !cell.text.is_empty()), "no empty cells at the end");
    assert!(row.cells.iter().map(|cell| cell.text.len()).sum::<usize>() <= ROW);
}
