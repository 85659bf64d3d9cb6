use std::io::Write;

use grantdesk::table::{FILE, NotATable};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{open, read};

#[test]
fn a_file_is_what_its_bytes_say_whatever_its_name() {
    for (bytes, reason) in [
        (&b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"[..], NotATable::Image),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF", NotATable::Image),
        (b"GIF89a", NotATable::Image),
        (b"%PDF-1.7\n1 0 obj", NotATable::Pdf),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", NotATable::OldOffice),
        (b"\x1F\x8B\x08\0", NotATable::Archive),
        (b"7z\xBC\xAF\x27\x1C", NotATable::Archive),
        (b"<html><table><tr><td>1", NotATable::Markup),
        (b"\xEF\xBB\xBF  <?xml version=\"1.0\"?>", NotATable::Markup),
        (b"\xFF\xFE<\0h\0t\0m\0l\0", NotATable::Markup),
    ] {
        assert_eq!(open(bytes).map(|_| ()), Err(reason));
    }
}

#[test]
fn an_archive_that_is_no_spreadsheet_is_refused() {
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("players.csv", SimpleFileOptions::default()).expect("a file in it");
    archive.write_all(b"id\n1\n").expect("written");
    let bytes = archive.finish().expect("an archive").into_inner();
    assert_eq!(open(bytes).map(|_| ()), Err(NotATable::Archive));
}

#[test]
fn an_archive_that_is_cut_off_is_damaged() {
    assert!(matches!(open(b"PK\x03\x04\x14\0\0\0\x08\0").map(|_| ()), Err(NotATable::Damaged(_))));
}

#[test]
fn machine_code_is_no_text() {
    let bytes: Vec<u8> = (0..20_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    assert!(matches!(read(bytes), Err(NotATable::Binary { .. } | NotATable::Encoding { .. })));
}

#[test]
fn a_file_over_32_megabytes_is_not_even_looked_at() {
    assert_eq!(open(vec![b'1'; FILE as usize + 1]).map(|_| ()), Err(NotATable::TooLarge(FILE)));
}
