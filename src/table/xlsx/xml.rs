use std::io::{self, BufReader, Read};

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion, escape};

use super::damaged;
use crate::table::NotATable;

/// The most bytes of one tag, text or comment.
const EVENT: usize = 1 << 20;

/// The most characters of one text, in several pieces maybe. A cell has 32,767 at most.
const TEXT: usize = 64 << 10;

/// The deepest that elements stand in each other.
const DEPTH: usize = 64;

/// One part of a workbook, event by event. No part has a document type (ECMA-376 part 2, section 6.2.5), so there are no
/// entities but XML's own.
pub struct Xml<R: Read> {
    reader: Reader<BufReader<Allowance<R>>>,
    event: Vec<u8>,
    depth: usize,
}

impl<R: Read> Xml<R> {
    /// Of a part that unpacks to so many bytes at most.
    pub fn new(part: R, bytes: u64) -> Xml<R> {
        let mut reader = Reader::from_reader(BufReader::new(Allowance { part, left: bytes, event: EVENT }));
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, event: Vec::new(), depth: 0 }
    }

    pub fn event(&mut self) -> Result<Event<'_>, NotATable> {
        self.event.clear();
        self.reader.get_mut().get_mut().event = EVENT;
        let event = self.reader.read_event_into(&mut self.event)?;
        match &event {
            Event::Start(_) if self.depth == DEPTH => return Err(damaged("elements stand too deep")),
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => return Err(damaged("a document type")),
            Event::Eof if self.depth > 0 => return Err(damaged("it ends too early")),
            _ => {}
        }
        Ok(event)
    }

    /// Everything up to the end of the element that began last.
    pub fn skip(&mut self) -> Result<(), NotATable> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.event()?;
        }
        Ok(())
    }

    /// The text up to the end of the element that began last.
    pub fn text(&mut self, text: &mut String) -> Result<(), NotATable> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            match self.event()? {
                Event::Text(piece) => text.push_str(&piece.xml10_content()),
                Event::CData(piece) => text.push_str(&piece.xml10_content()),
                Event::GeneralRef(name) => push_reference(&name, text)?,
                _ => {}
            }
            if text.len() > TEXT {
                return Err(NotATable::TooBigInside);
            }
        }
        Ok(())
    }

    /// How many bytes the part may still unpack to.
    pub fn left(&self) -> u64 {
        self.reader.get_ref().get_ref().left
    }
}

/// By its name without a prefix. The first of several.
pub fn attribute(tag: &BytesStart, name: &str) -> Result<Option<String>, NotATable> {
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| damaged(&error.to_string()))?;
        if attribute.key.local_name().as_ref() == name {
            return Ok(Some(attribute.normalized_value(XmlVersion::Implicit1_0)?.into_owned()));
        }
    }
    Ok(None)
}

fn push_reference(name: &BytesRef, text: &mut String) -> Result<(), NotATable> {
    if let Some(char) = name.resolve_char_ref()? {
        text.push(char);
        return Ok(());
    }
    text.push_str(escape::resolve_xml_entity(name).ok_or_else(|| damaged("an unknown entity"))?);
    Ok(())
}

/// Gives out so many bytes of a part, and so many of one event. Sizes a file states count for nothing: these are bytes
/// that were really unpacked.
struct Allowance<R> {
    part: R,
    left: u64,
    event: usize,
}

impl<R: Read> Read for Allowance<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.part.read(bytes)?;
        if read as u64 > self.left || read > self.event {
            return Err(io::Error::other(NotATable::TooBigInside));
        }
        self.left -= read as u64;
        self.event -= read;
        Ok(read)
    }
}

impl From<quick_xml::Error> for NotATable {
    fn from(error: quick_xml::Error) -> NotATable {
        match error {
            quick_xml::Error::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref::<NotATable>()) {
                Some(reason) => reason.clone(),
                None => damaged(&error.to_string()),
            },
            error => damaged(&error.to_string()),
        }
    }
}
