use std::io::{self, Read, Seek};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, EUC_KR, Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use super::NotATable;

const CHUNK: usize = 64 << 10;

/// The encoding in which the whole file is valid text. Where several are, what the text looks like decides, and the
/// person's language helps.
pub fn detect(file: &mut (impl Read + Seek), language: &str) -> Result<&'static Encoding, NotATable> {
    let start = start(file)?;
    if let Some((encoding, _)) = Encoding::for_bom(&start) {
        return Ok(encoding);
    }
    if let Some(utf16) = looks_like_utf16(&start)
        && is_valid(file, utf16)?
    {
        return Ok(utf16);
    }
    if is_valid(file, UTF_8)? {
        return Ok(UTF_8);
    }
    match (is_valid(file, EUC_KR)?, is_valid(file, SHIFT_JIS)?) {
        (true, true) => likelier(file, language),
        (true, false) => Ok(EUC_KR),
        (false, true) => Ok(SHIFT_JIS),
        // Not valid in any: as UTF-8, it is read up to the line that says so.
        (false, false) => Ok(UTF_8),
    }
}

/// What people call it: the WHATWG's `EUC-KR` is in truth CP949.
pub fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == EUC_KR { "CP949" } else { encoding.name() }
}

fn start(file: &mut (impl Read + Seek)) -> Result<Vec<u8>, NotATable> {
    file.seek(io::SeekFrom::Start(0))?;
    let mut start = Vec::with_capacity(4096);
    file.by_ref().take(4096).read_to_end(&mut start)?;
    Ok(start)
}

/// Digits, separators and line ends have a zero byte in UTF-16: always the same one of the two.
fn looks_like_utf16(start: &[u8]) -> Option<&'static Encoding> {
    let zeros = |at: usize| start.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let enough = start.len().div_ceil(20);
    if second >= enough && second > first * 4 {
        Some(UTF_16LE)
    } else if first >= enough && first > second * 4 {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn is_valid(file: &mut (impl Read + Seek), encoding: &'static Encoding) -> Result<bool, NotATable> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = vec![0; CHUNK];
    let mut valid = true;
    each_chunk(file, |mut bytes, last| {
        loop {
            match decoder.decode_to_utf8_without_replacement(bytes, &mut text, last) {
                (DecoderResult::InputEmpty, ..) => return true,
                (DecoderResult::OutputFull, read, _) => bytes = &bytes[read..],
                (DecoderResult::Malformed(..), ..) => {
                    valid = false;
                    return false;
                }
            }
        }
    })?;
    Ok(valid)
}

fn likelier(file: &mut (impl Read + Seek), language: &str) -> Result<&'static Encoding, NotATable> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    each_chunk(file, |bytes, last| {
        detector.feed(bytes, last);
        true
    })?;
    let (country, usual): (Option<&[u8]>, _) = match language {
        "ko" => (Some(b"kr"), EUC_KR),
        "ja" => (Some(b"jp"), SHIFT_JIS),
        _ => (None, EUC_KR),
    };
    let guess = detector.guess(country, Utf8Detection::Deny);
    Ok(if [EUC_KR, SHIFT_JIS].contains(&guess) { guess } else { usual })
}

/// Hands over the whole file, with `true` at its end, for as long as the answer is `true`.
fn each_chunk(file: &mut (impl Read + Seek), mut take: impl FnMut(&[u8], bool) -> bool) -> Result<(), NotATable> {
    file.seek(io::SeekFrom::Start(0))?;
    let mut bytes = vec![0; CHUNK];
    loop {
        let read = match file.read(&mut bytes) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        if !take(&bytes[..read], read == 0) || read == 0 {
            return Ok(());
        }
    }
}
