use std::borrow::Cow;
use std::io::Read;

use quick_xml::events::Event;

use super::xml::Xml;
use crate::table::NotATable;

/// The most bytes of all shared texts together.
const BYTES: usize = 10 << 20;

/// The most shared texts.
const COUNT: usize = 1_000_000;

/// The texts that cells refer to by their number, one behind the other.
#[derive(Debug, Default)]
pub struct Strings {
    texts: String,
    ends: Vec<u32>,
}

impl Strings {
    pub fn read(mut xml: Xml<impl Read>) -> Result<Strings, NotATable> {
        let mut strings = Strings::default();
        let mut text = String::new();
        loop {
            match xml.event()? {
                Event::Start(tag) if tag.local_name().as_ref() == "si" => {
                    text.clear();
                    rich_text(&mut xml, &mut text)?;
                    strings.push(&unescape(&text))?;
                }
                Event::Eof => {
                    strings.texts.shrink_to_fit();
                    strings.ends.shrink_to_fit();
                    return Ok(strings);
                }
                _ => {}
            }
        }
    }

    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.texts.get(start..end)
    }

    fn push(&mut self, text: &str) -> Result<(), NotATable> {
        if self.texts.len() + text.len() > BYTES || self.ends.len() == COUNT {
            return Err(NotATable::TooBigInside);
        }
        self.texts.push_str(text);
        self.ends.push(self.texts.len() as u32);
        Ok(())
    }
}

/// The text of the element that began last (`si` or `is`), without the readings that may stand above it.
pub fn rich_text(xml: &mut Xml<impl Read>, text: &mut String) -> Result<(), NotATable> {
    let mut inside = 1;
    while inside > 0 {
        match xml.event()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => xml.text(text)?,
                "rPh" => xml.skip()?,
                _ => inside += 1,
            },
            Event::End(_) => inside -= 1,
            _ => {}
        }
    }
    Ok(())
}

/// What XML cannot hold is written `_x000D_` (ECMA-376 part 1, section 22.9.2.19).
pub fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        whole.push_str(&rest[..at]);
        let (letter, length) = match escaped(&rest[at..]) {
            Some(letter) => (letter, "_x000D_".len()),
            None => ('_', 1),
        };
        whole.push(letter);
        rest = &rest[at + length..];
    }
    whole.push_str(rest);
    Cow::Owned(whole)
}

/// The character at the beginning of a text, if it is written so.
fn escaped(text: &str) -> Option<char> {
    let hex = text.get(2..6).filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    text.get(6..7).filter(|end| *end == "_")?;
    char::from_u32(u32::from_str_radix(hex, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn what_xml_cannot_hold_is_unescaped_and_nothing_else() {
        for (text, meant) in [
            ("a_x000D_b", "a\rb"),
            ("_x0041__x0042_", "AB"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xylophone_", "_xylophone_"),
            ("_x00_x0041_", "_x00A"),
            ("plain_x", "plain_x"),
            ("_xD800_", "_xD800_"),
            ("", ""),
        ] {
            assert_eq!(unescape(text), meant, "{text}");
        }
    }
}
