//! However big or twisted a file is, reading it takes little memory.
//!
//! All of it is one test: what is allocated is counted for the whole process.

#![cfg(feature = "server")]

#[path = "../engine/kit/workbook.rs"]
mod workbook;

use std::fs::File;
use std::io::{BufWriter, Seek, Write};

use grantdesk::list::{CheckedList, ListRules, PlayerKind};
use grantdesk::table::{FILE, Table};
use peak_alloc::PeakAlloc;
use rust_xlsxwriter::Workbook;
use workbook::HandMade;

/// The most bytes that may be allocated while a file is read, the checked list included.
const MOST: usize = 64 << 20;

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

#[test]
fn reading_the_worst_of_files_takes_little_memory() {
    for (name, file) in [
        ("100,000 players with long IDs, quantities and info", long_ids()),
        ("100,000 players in Korean, in CP949", korean()),
        ("as much info as is kept", much_info()),
        ("100,000 bad rows with the longest texts", bad_rows()),
        ("100,000 times the same player", repeated()),
        ("rows of a megabyte each", long_rows()),
        ("a quotation mark that is never closed", unclosed()),
        ("lines and nothing else", vec![b'\n'; 8 << 20]),
        ("separators and nothing else", vec![b','; 8 << 20]),
        ("a spreadsheet of 100,000 rows", spreadsheet()),
        ("a million shared texts", shared_texts()),
        ("all of what is held at once", everything()),
        ("256 megabytes of zeros in the sheet", zeros("xl/worksheets/sheet1.xml", "<worksheet><sheetData>")),
        ("256 megabytes of zeros in the shared texts", zeros("xl/sharedStrings.xml", "<sst>")),
        ("a count of shared texts that is a lie", lying_count()),
        ("a comment without end", endless("xl/worksheets/sheet1.xml", "<worksheet><!--", b"<x/>")),
        (
            "a text in very many pieces",
            endless("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c><v>", b"<i/>1"),
        ),
        ("elements in elements", endless("xl/worksheets/sheet1.xml", "", b"<a>")),
        ("a cell beyond all columns", endless("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>", b"<c/>")),
        ("styles without end", endless("xl/styles.xml", "<styleSheet><cellXfs>", b"<xf/>")),
        ("a directory of very many files", directory()),
    ] {
        let rise = rise_while_reading(&file);
        println!("{:>6.1} MB for {:>5.1} MB: {name}", mega(rise), mega(file.len()));
        assert!(rise < MOST, "{name}: {:.1} MB", mega(rise));
    }
}

/// The file is read from disk, as uploads are.
fn rise_while_reading(bytes: &[u8]) -> usize {
    let mut file = tempfile::tempfile().expect("a file");
    BufWriter::new(&mut file).write_all(bytes).expect("written");
    file.rewind().expect("at its beginning");
    let before = ALLOCATED.current_usage();
    ALLOCATED.reset_peak_usage();
    drop(check(file));
    ALLOCATED.peak_usage() - before
}

fn check(file: File) -> Option<CheckedList> {
    let kind = PlayerKind {
        code: "player_id".to_owned(),
        label: "Player ID".to_owned(),
        charset: "letters".to_owned(),
        min_length: 1,
        max_length: 64,
    };
    let rules = ListRules { kind, id_column: None, quantity_column: None, max_quantity: i64::MAX };
    let mut table = Table::open(file, "ko").ok()?;
    Some(CheckedList::read(&mut table, &rules, |_| {}))
}

fn mega(bytes: usize) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

fn rows(header: &str, row: impl Fn(usize) -> String) -> Vec<u8> {
    let mut file = header.to_owned().into_bytes();
    for n in 0..100_000 {
        let row = row(n);
        if file.len() + row.len() > FILE as usize {
            break;
        }
        file.extend(row.into_bytes());
    }
    file
}

fn long_ids() -> Vec<u8> {
    rows("id,quantity,memo,guild\n", |n| format!("{n:0>64},{},m{n},some guild\n", n + 1))
}

fn korean() -> Vec<u8> {
    let text =
        String::from_utf8(rows("유저 ID,수량,메모\n", |n| format!("p{n},5,점검 보상 지급 대상\n"))).expect("text");
    encoding_rs::EUC_KR.encode(&text).0.into_owned()
}

fn much_info() -> Vec<u8> {
    rows("id,quantity,memo\n", |n| format!("{n:0>64},5,{}\n", "m".repeat(140)))
}

fn bad_rows() -> Vec<u8> {
    rows("id,quantity,memo\n", |n| format!("{}{n},,\n", "\u{1F600}".repeat(75)))
}

fn repeated() -> Vec<u8> {
    rows("id,quantity,memo\n", |_| format!("{:0>64},5,m\n", 7))
}

fn long_rows() -> Vec<u8> {
    let row = format!("1,{}\n", "x".repeat((1 << 20) - 10));
    row.repeat(8).into_bytes()
}

fn unclosed() -> Vec<u8> {
    format!("id,memo\n1,\"{}", "10000001,x\n".repeat(400_000)).into_bytes()
}

fn spreadsheet() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["id", "quantity", "memo", "guild"]).expect("a header");
    for n in 1..=100_000 {
        sheet.write_string(n, 0, format!("player-{n:0>29}")).expect("an ID");
        sheet.write_number(n, 1, n).expect("a quantity");
        sheet.write_string(n, 2, format!("a memo of player {n}, somewhat longer")).expect("a memo");
        sheet.write_string(n, 3, format!("guild {}", n % 100)).expect("a guild");
    }
    book.save_to_buffer().expect("a spreadsheet")
}

fn shared_texts() -> Vec<u8> {
    let texts: String = (0..1_000_000).map(|n| format!("<si><t>text{n:0>7}</t></si>")).collect();
    let rows: String = (0..100_000).map(|n| format!("<row><c t=\"s\"><v>{}</v></c></row>", n * 10)).collect();
    HandMade::new(&rows).part("xl/sharedStrings.xml", format!("<sst>{texts}</sst>")).bytes()
}

/// As many shared texts as may be, and as long as they may be, and as much info as may be.
fn everything() -> Vec<u8> {
    let ids: String = (0..80_000).map(|n| format!("<si><t>{n:0>64}</t></si>")).collect();
    let others = "<si><t>abcde</t></si>".repeat(919_998);
    let texts = format!("<sst><si><t>id</t></si><si><t>{}</t></si>{ids}{others}</sst>", "m".repeat(140));
    let header = "<row><c t='s'><v>0</v></c><c t='inlineStr'><is><t>qty</t></is></c><c t='inlineStr'><is><t>memo</t></is></c></row>";
    let row = |n| format!("<row><c t='s'><v>{}</v></c><c><v>5</v></c><c t='s'><v>1</v></c></row>", n + 2);
    let rows: String = (0..80_000).map(row).collect();
    HandMade::new(&format!("{header}{rows}")).part("xl/sharedStrings.xml", texts).bytes()
}

fn lying_count() -> Vec<u8> {
    HandMade::new("").part("xl/sharedStrings.xml", "<sst count=\"4000000000\" uniqueCount=\"4000000000\"/>").bytes()
}

fn zeros(part: &str, start: &str) -> Vec<u8> {
    HandMade::new("").huge_part(part, start, b"\0", 256 << 20).bytes()
}

fn endless(part: &str, start: &str, bytes: &[u8]) -> Vec<u8> {
    HandMade::new("").huge_part(part, start, bytes, 64 << 20).bytes()
}

fn directory() -> Vec<u8> {
    let mut file = HandMade::new("<row><c><v>1</v></c></row>");
    for n in 0..4_000 {
        file = file.part(&format!("{n:0>200}"), "");
    }
    file.bytes()
}
