use std::io::{self, Read, Seek};

use encoding_rs::Encoding;

use super::NotATable;

/// What the first bytes of a file say it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    Zip,
    Text,
    Other(NotATable),
}

/// Bytes a file begins with that is neither a spreadsheet nor text.
const OTHERS: [(&[u8], NotATable); 12] = [
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", NotATable::OldOffice),
    (b"%PDF", NotATable::Pdf),
    (b"\x89PNG", NotATable::Image),
    (b"\xFF\xD8\xFF", NotATable::Image),
    (b"GIF8", NotATable::Image),
    (b"RIFF", NotATable::Image),
    (b"II*\0", NotATable::Image),
    (b"MM\0*", NotATable::Image),
    (b"\x1F\x8B", NotATable::Archive),
    (b"7z\xBC\xAF\x27\x1C", NotATable::Archive),
    (b"Rar!\x1A\x07", NotATable::Archive),
    (b"\x28\xB5\x2F\xFD", NotATable::Archive),
];

pub fn of(file: &mut (impl Read + Seek)) -> Result<Signature, NotATable> {
    file.seek(io::SeekFrom::Start(0))?;
    let mut start = Vec::with_capacity(64);
    file.by_ref().take(64).read_to_end(&mut start)?;

    if [&b"PK\x03\x04"[..], b"PK\x05\x06"].iter().any(|zip| start.starts_with(zip)) {
        return Ok(Signature::Zip);
    }
    if let Some((_, reason)) = OTHERS.iter().find(|(bytes, _)| start.starts_with(bytes)) {
        return Ok(Signature::Other(reason.clone()));
    }
    let (encoding, bom) = Encoding::for_bom(&start).unwrap_or((encoding_rs::UTF_8, 0));
    let (text, _) = encoding.decode_without_bom_handling(&start[bom..]);
    if text.trim_start().starts_with('<') {
        return Ok(Signature::Other(NotATable::Markup));
    }
    Ok(Signature::Text)
}
