use serde::{Deserialize, Serialize};

/// JSON numbers are exact below this (RFC 8259, section 6).
pub const EXACT: i64 = (1 << 53) - 1;

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
    /// The upload that holds the players instead.
    pub file: String,
    /// Which of its columns hold the IDs and the quantities, where that was chosen.
    pub id_column: String,
    pub quantity_column: String,
    /// The answer to the question about repeated IDs.
    pub keep_first: bool,
    pub comment: String,
    /// What was left out when the form was filled from a saved one: said until the form is sent.
    #[cfg(feature = "server")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<super::Gone>,
    /// The favorite that it was filled from last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub favorite: Option<FormFavorite>,
    /// Under which name it is to be saved as one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub favorite_name: String,
}

/// Which version of which favorite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormFavorite {
    pub id: i64,
    pub version: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FormLine {
    pub item: String,
    pub quantity: String,
}

impl FormLine {
    /// Nothing was typed: not a line.
    pub fn is_empty(&self) -> bool {
        self.item.trim().is_empty() && self.quantity.trim().is_empty()
    }

    /// The code of what was picked from the list of items ("GEM · Gem"), or typed by hand.
    pub fn code(&self) -> &str {
        self.item.split('·').next().unwrap_or_default().trim()
    }

    /// Whether the item of this code is meant: by the code, or by one of its names.
    pub fn means<'a>(&self, code: &str, names: impl IntoIterator<Item = &'a str>) -> bool {
        let typed = self.code();
        typed == code || names.into_iter().any(|name| name.to_lowercase() == typed.to_lowercase())
    }

    /// The quantity as a number; what the item allows is another question.
    pub fn amount(&self) -> Result<i64, Problem> {
        let digits: String = self.quantity.trim().chars().filter(|c| *c != ',').collect();
        if digits.is_empty() {
            return Err(Problem::Missing);
        }
        let whole = digits.strip_prefix('-').unwrap_or(&digits);
        if !whole.bytes().all(|byte| byte.is_ascii_digit()) || whole.is_empty() {
            return Err(Problem::NotANumber(self.quantity.trim().to_owned()));
        }
        match digits.parse::<i128>() {
            Ok(quantity) if quantity < 1 => Err(Problem::BelowOne),
            Ok(quantity) if quantity <= i128::from(EXACT) => Ok(quantity as i64),
            _ => Err(Problem::AboveExact),
        }
    }
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
    File,
    Comment,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    /// A list that says how much each player gets is about one item.
    OneItemOnly,
    /// The list says how much each player gets, and so does the form.
    QuantityInList,
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
    /// Players are typed, and there is a file.
    TypedAndFile,
    /// The file is still being checked.
    UnderWay,
    /// The file as a whole will not do.
    #[cfg(feature = "server")]
    File(crate::list::Refusal),
    /// So many rows of the file are wrong.
    BadRows(usize),
    /// So many rows of the file repeat a player: keep the first of each, or go back?
    RepeatedRows(usize),
    /// Repeated IDs: keep the first of each, or go back?
    Repeated(Vec<LineProblem>),
}

/// What is wrong with one line of the players' list. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineProblem {
    Blank { line: usize },
    BlankInside { line: usize, text: String },
    WrongKind { line: usize, text: String },
    Repeats { line: usize, text: String, first: usize },
}
