use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding};

use super::NotATable;

const CHUNK: usize = 32 << 10;

/// Text out of bytes, character by character.
#[derive(Debug)]
pub struct Decode<R> {
    bytes: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// What of `raw` is not decoded yet.
    from: usize,
    to: usize,
    state: State,
    text: String,
    at: usize,
}

#[derive(Debug, PartialEq)]
enum State {
    Reading,
    /// All bytes are read; the decoder may still hold something.
    Ending,
    Ended,
    Malformed,
}

/// Why there is no more text.
#[derive(Debug)]
pub enum Stop {
    /// The bytes are none of this encoding from here on.
    Malformed,
    Unreadable(NotATable),
}

impl<R: Read> Decode<R> {
    /// The byte-order mark is no part of the text.
    pub fn new(bytes: R, encoding: &'static Encoding) -> Decode<R> {
        Decode {
            bytes,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; CHUNK],
            from: 0,
            to: 0,
            state: State::Reading,
            text: String::with_capacity(CHUNK),
            at: 0,
        }
    }

    /// The next character, which is still there afterwards.
    pub fn peek(&mut self) -> Result<Option<char>, Stop> {
        loop {
            if let Some(char) = self.text[self.at..].chars().next() {
                return Ok(Some(char));
            }
            match self.state {
                State::Ended => return Ok(None),
                State::Malformed => return Err(Stop::Malformed),
                State::Reading | State::Ending => self.decode()?,
            }
        }
    }

    pub fn next(&mut self) -> Result<Option<char>, Stop> {
        let char = self.peek()?;
        self.at += char.map_or(0, char::len_utf8);
        Ok(char)
    }

    /// What is decoded already, up to the first of these bytes.
    pub fn run(&mut self, stops: &[u8]) -> &str {
        let rest = &self.text[self.at..];
        let length = rest.bytes().position(|byte| stops.contains(&byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn decode(&mut self) -> Result<(), Stop> {
        if self.from == self.to && self.state == State::Reading {
            (self.from, self.to) = (0, self.fill()?);
            if self.to == 0 {
                self.state = State::Ending;
            }
        }
        self.text.clear();
        self.at = 0;
        let ending = self.state == State::Ending;
        let raw = &self.raw[self.from..self.to];
        let (result, read) = self.decoder.decode_to_string_without_replacement(raw, &mut self.text, ending);
        self.from += read;
        match result {
            DecoderResult::Malformed(..) => self.state = State::Malformed,
            DecoderResult::InputEmpty if ending => self.state = State::Ended,
            DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
        }
        Ok(())
    }

    fn fill(&mut self) -> Result<usize, Stop> {
        loop {
            match self.bytes.read(&mut self.raw) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => return read.map_err(|error| Stop::Unreadable(error.into())),
            }
        }
    }
}
