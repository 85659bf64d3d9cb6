use std::io::{Read, Seek, SeekFrom};

use crate::table::NotATable;

/// The most parts of a package.
const ENTRIES: u64 = 4_096;

/// The most bytes of names and extra fields of all entries together.
const NAMES: u64 = 1 << 20;

/// What stands in front of an entry of the central directory, the record at the end of a zip64 directory, and what says
/// where that is (APPNOTE.TXT, sections 4.3.12, 4.3.14 and 4.3.15).
const ENTRY: &[u8] = b"PK\x01\x02";
const END64: &[u8] = b"PK\x06\x06";
const LOCATOR64: &[u8] = b"PK\x06\x07";

/// The fixed part of the longest of them.
const RECORD: usize = 56;

/// Where a locator can be: behind it come the end of the directory and a comment.
const TAIL: u64 = 20 + 22 + (64 << 10);

/// Refuses an archive whose directory would take much memory to read. Only what can be an entry is counted, wherever it
/// stands, so this holds whichever directory is taken for the true one.
pub fn check(file: &mut (impl Read + Seek)) -> Result<(), NotATable> {
    let locators = locators(file)?;
    let (mut entries, mut names) = (0, 0);
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::with_capacity((64 << 10) + RECORD);
    let mut start = 0;
    loop {
        let kept = bytes.len();
        file.by_ref().take(64 << 10).read_to_end(&mut bytes)?;
        let last = bytes.len() == kept;
        let whole = if last { bytes.len() } else { bytes.len().saturating_sub(RECORD) };
        for at in signatures(&bytes[..(whole + 3).min(bytes.len())]) {
            let record = &bytes[at..];
            if record.starts_with(ENTRY) {
                entries += 1;
                names += [28, 30, 32].map(|field| number(record, field, 2)).iter().sum::<u64>();
            } else if record.starts_with(END64) {
                let size = number(record, 4, 8);
                let end = (start + at as u64).saturating_add(12).saturating_add(size);
                if locators.contains(&end) && (size > 1 << 10 || number(record, 32, 8) > ENTRIES) {
                    return Err(NotATable::TooBigInside);
                }
            }
        }
        if entries > ENTRIES || names > NAMES {
            return Err(NotATable::TooBigInside);
        }
        if last {
            return Ok(());
        }
        bytes.drain(..whole);
        start += whole as u64;
    }
}

fn locators(file: &mut (impl Read + Seek)) -> Result<Vec<u64>, NotATable> {
    let size = file.seek(SeekFrom::End(0))?;
    let start = size.saturating_sub(TAIL);
    file.seek(SeekFrom::Start(start))?;
    let mut tail = Vec::new();
    file.by_ref().take(TAIL).read_to_end(&mut tail)?;
    let found = signatures(&tail).filter(|at| tail[*at..].starts_with(LOCATOR64));
    Ok(found.map(|at| start + at as u64).collect())
}

fn signatures(bytes: &[u8]) -> impl Iterator<Item = usize> {
    bytes.windows(4).enumerate().filter(|(_, four)| four.starts_with(b"PK")).map(|(at, _)| at)
}

/// Little-endian; what is cut off counts as zero.
fn number(record: &[u8], at: usize, length: usize) -> u64 {
    let bytes = record.iter().skip(at).take(length);
    bytes.rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}
