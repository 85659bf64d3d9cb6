use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::form::LineProblem;

/// One who is to get or lose something, as a list names them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    pub player: String,
    /// How much of the request's only item, where the list says so player by player.
    pub quantity: Option<i64>,
    /// What else the list says of the player: a JSON object, its keys in their order.
    pub info: Option<String>,
}

impl From<&str> for Recipient {
    fn from(player: &str) -> Recipient {
        Recipient { player: player.to_owned(), quantity: None, info: None }
    }
}

/// What a list of player IDs says, one a line. Blanks around an ID are dropped, and so are empty lines at the end.
#[derive(Clone, Debug)]
pub struct Players<'a> {
    pub lines: usize,
    /// Each ID once, as it was first seen.
    pub ids: Vec<&'a str>,
    pub bad: Vec<LineProblem>,
    pub repeated: Vec<LineProblem>,
}

impl<'a> Players<'a> {
    pub fn read(list: &'a str, fits: impl Fn(&str) -> bool) -> Players<'a> {
        let mut players = Players { lines: 0, ids: Vec::new(), bad: Vec::new(), repeated: Vec::new() };
        let mut first_lines: HashMap<&str, usize> = HashMap::new();
        for (i, id) in list.trim_end().lines().map(str::trim).enumerate() {
            let line = i + 1;
            let text = || id.chars().take(60).collect::<String>();
            players.lines = line;
            if id.is_empty() {
                players.bad.push(LineProblem::Blank { line });
            } else if id.chars().any(char::is_whitespace) {
                players.bad.push(LineProblem::BlankInside { line, text: text() });
            } else if !fits(id) {
                players.bad.push(LineProblem::WrongKind { line, text: text() });
            } else if let Some(first) = first_lines.get(id) {
                players.repeated.push(LineProblem::Repeats { line, text: text(), first: *first });
            } else {
                first_lines.insert(id, line);
                players.ids.push(id);
            }
        }
        players
    }
}

/// Whether a text without blanks is an ID of a kind: `digits`, or letters, digits, hyphens and underscores.
pub fn id_fits(id: &str, charset: &str, length: std::ops::RangeInclusive<i64>) -> bool {
    let of_charset = match charset {
        "digits" => id.bytes().all(|byte| byte.is_ascii_digit()),
        _ => id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'),
    };
    of_charset && length.contains(&(id.len() as i64))
}
