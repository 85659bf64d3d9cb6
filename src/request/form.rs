use serde::{Deserialize, Serialize};

/// The most player IDs that are typed or pasted; longer lists are files.
pub const TYPED_PLAYERS: usize = 29_999;

/// A request form just as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Form {
    pub game: String,
    pub servers: Vec<String>,
    pub direction: String,
    pub reason: String,
    pub detail_reason: String,
    pub lines: Vec<FormLine>,
    pub order_number: String,
    /// As a browser writes it, `2026-12-22T23:59`, in the zone of the person.
    pub valid_from: String,
    pub valid_until: String,
    pub message: String,
    pub id_kind: String,
    pub players: String,
    /// The answer to the question about repeated IDs.
    pub keep_first: bool,
    pub comment: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FormLine {
    pub item: String,
    pub quantity: String,
}

/// A field of the form, by which a complaint finds its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Form,
    Game,
    Servers,
    Direction,
    Reason,
    DetailReason,
    Item(usize),
    Quantity(usize),
    OrderNumber,
    ValidFrom,
    ValidUntil,
    Message,
    IdKind,
    Players,
    Comment,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    Missing,
    /// Not in the game's catalog, or retired.
    Unknown(String),
    NotANumber(String),
    BelowOne,
    AboveMaximum(i64),
    /// JSON numbers are exact up to 2^53 - 1.
    AboveExact,
    RepeatedItem,
    NotATime(String),
    EndsBeforeItBegins,
    NotSupported,
    TooLong(usize),
    /// The order number is held by this request.
    OrderTaken(i64),
    /// This very form became a request, and was changed since.
    AlreadySubmitted(i64),
    TooManyPlayers(usize),
    Lines(Vec<LineProblem>),
    /// Repeated IDs: keep the first of each, or go back?
    Repeated(Vec<LineProblem>),
}

/// What is wrong with one line of the players' list. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineProblem {
    Blank { line: usize },
    BlankInside { line: usize, text: String },
    WrongKind { line: usize, text: String },
    Repeats { line: usize, text: String, first: usize },
}
