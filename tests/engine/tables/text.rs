use grantdesk::table::NotATable;

use super::{expected, read, rows, text_format};

#[test]
fn any_line_end_ends_a_row() {
    for end in ["\n", "\r\n", "\r"] {
        let file = ["id,quantity", "10000001,5", "", "10000002,6"].join(end);
        let meant: &[(usize, &[&str])] =
            &[(1, &["id", "quantity"]), (2, &["10000001", "5"]), (3, &[]), (4, &["10000002", "6"])];
        assert_eq!(rows(file.clone()), expected(meant), "{end:?}");
        assert_eq!(rows(file + end), expected(meant), "{end:?} at the end, too");
    }
}

#[test]
fn the_separator_is_the_one_of_the_first_row() {
    for (file, separator, cells) in [
        ("id,quantity\n1,2\n", Some(','), 2),
        ("id;quantity\n1;2,000\n", Some(';'), 2),
        ("id\tquantity\tmemo\n1\t2\ta, b; c\n", Some('\t'), 3),
        ("id\n10,000,001\n", None, 1),
        ("\n\nid,quantity\n1,2\n", Some(','), 2),
        ("id,note;s\n1,2\n3,4\n", Some(','), 2),
        ("\"a;b\",id\nx,1\n", Some(','), 2),
        ("sep=;\nid;a,b\n1;2\n", Some(';'), 2),
        ("10000001", None, 1),
    ] {
        let (format, rows) = read(file).expect(file);
        assert_eq!(format, text_format("UTF-8", separator), "{file}");
        assert_eq!(rows.last().expect(file).cells.len(), cells, "{file}");
    }
}

#[test]
fn the_line_that_tells_the_separator_is_no_row() {
    assert_eq!(rows("sep=;\r\nid;n\r\n1;2"), expected(&[(2, &["id", "n"]), (3, &["1", "2"])]));
}

#[test]
fn quotation_marks_keep_separators_line_ends_and_doubled_ones() {
    let file = "id,memo\n1,\"a,b\"\n2,\"two\r\nlines\"\n3,\"say \"\"hi\"\"\"\n4,\"\"\n5,in\"side\n6,\"closed\"open\n";
    let meant: &[(usize, &[&str])] = &[
        (1, &["id", "memo"]),
        (2, &["1", "a,b"]),
        (3, &["2", "two\r\nlines"]),
        (5, &["3", "say \"hi\""]),
        (6, &["4"]),
        (7, &["5", "in\"side"]),
        (8, &["6", "closedopen"]),
    ];
    assert_eq!(rows(file), expected(meant));
}

#[test]
fn rows_tell_their_line_behind_cells_of_several_lines_with_any_line_end() {
    for end in ["\n", "\r\n", "\r"] {
        let file = ["id,memo", "1,\"a", "b", "c\"", "2,d"].join(end);
        let lines: Vec<usize> = rows(file).into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [1, 2, 5], "{end:?}");
    }
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_refused_with_its_line() {
    assert_eq!(read("id,memo\n1,a\n2,\"b\n3,c\n"), Err(NotATable::UnclosedQuote { line: 3 }));
    let swallows = format!("id,memo\n1,\"b\n{}", "10000001,c\n".repeat(200_000));
    assert_eq!(read(swallows), Err(NotATable::UnclosedQuote { line: 2 }));
}

#[test]
fn empty_cells_at_the_end_of_a_row_are_not_there() {
    assert_eq!(
        rows("a,b,c\n1,,\n,,3\n,,,,,\n"),
        expected(&[(1, &["a", "b", "c"]), (2, &["1"]), (3, &["", "", "3"]), (4, &[])])
    );
}

#[test]
fn a_row_of_more_than_a_megabyte_is_refused() {
    let long = |cell: usize| format!("id,memo\n1,{}\n2,b\n", "x".repeat(cell));
    assert_eq!(rows(long(1_000_000)).len(), 3);
    assert_eq!(read(long(1 << 20)), Err(NotATable::LongRow { line: 2 }));
}

#[test]
fn up_to_256_columns_hold_something_and_any_number_are_empty() {
    let row = |cells: usize| format!("{}\n", vec!["x"; cells].join(","));
    assert_eq!(rows(row(256))[0].1.len(), 256);
    assert_eq!(read(row(2).to_string() + &row(257)), Err(NotATable::TooManyColumns { line: 2 }));
    assert_eq!(rows(format!("a,b{}\n", ",".repeat(16_384)))[0].1.len(), 2);
}

#[test]
fn a_nul_is_in_no_text() {
    assert_eq!(read("id,memo\n1,a\n2,b\0\n3,c\n"), Err(NotATable::Binary { line: 3 }));
}

#[test]
fn an_empty_file_has_no_rows() {
    assert_eq!(rows(""), []);
    assert_eq!(rows("\u{FEFF}"), []);
}

#[test]
fn rows_can_be_read_again() {
    let mut table = super::open("id\n1\n2\n").expect("a table");
    for _ in 0..2 {
        assert_eq!(table.rows().expect("rows").count(), 3);
    }
}
