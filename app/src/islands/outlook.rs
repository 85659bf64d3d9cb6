//! What a form would send: told by the server for a draft, and by the browser while somebody types.

use grantdesk::number::grouped;
use grantdesk::request::{Direction, Form, LineProblem, Players, id_fits};

/// So many lines are named; the page that checked the form shows more of them.
const NAMED: usize = 5;

/// What a game allows, as much as counting needs.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    pub servers: Vec<String>,
    /// Codes with names in the language of the page.
    pub items: Vec<(String, String)>,
    pub kinds: Vec<Kind>,
    /// The players of a file, where there is one.
    pub listed: Option<Listed>,
}

/// What a file of players says.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    pub players: usize,
    /// All quantities together, where it says how much each player gets.
    pub total: Option<i64>,
}

/// A kind of player ID.
#[derive(Clone, Debug)]
pub struct Kind {
    pub code: String,
    pub charset: String,
    pub min_length: i64,
    pub max_length: i64,
}

/// What a form would send, as far as it can be told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outlook {
    pub direction: String,
    pub lines: usize,
    pub players: usize,
    pub servers: usize,
    pub totals: Vec<Total>,
    pub blank: Lines,
    pub spaced: Lines,
    pub odd: Lines,
    pub repeated: Lines,
    pub keep_first: bool,
}

/// All there would be of an item, over all players and servers.
#[derive(Clone, Debug, PartialEq)]
pub struct Total {
    pub item: String,
    pub amount: String,
}

/// How many lines, and the first of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    pub count: usize,
    pub named: Vec<usize>,
}

/// No lines.
static NONE: Lines = Lines { count: 0, named: Vec::new() };

impl Lines {
    /// The numbers of the first lines: 3, 7, …
    pub fn names(&self) -> String {
        let named: Vec<String> = self.named.iter().map(|line| grouped(*line as i128)).collect();
        let more = if self.count > self.named.len() { ", …" } else { "" };
        format!("{}{more}", named.join(", "))
    }

    fn add(&mut self, line: usize) {
        self.count += 1;
        if self.named.len() < NAMED {
            self.named.push(line);
        }
    }
}

impl Outlook {
    pub fn of(form: &Form, rules: &Rules) -> Outlook {
        let kind = rules.kinds.iter().find(|kind| kind.code == form.id_kind);
        let fits = |id: &str| kind.is_none_or(|kind| id_fits(id, &kind.charset, kind.min_length..=kind.max_length));
        let players = Players::read(&form.players, fits);
        let servers = rules.servers.iter().filter(|code| form.servers.contains(code)).count();
        let sign = if form.direction == Direction::Clawback.as_str() { "−" } else { "+" };
        let count = rules.listed.map_or(players.ids.len(), |listed| listed.players);
        let totals = form.lines.iter().filter_map(|line| {
            let (_, name) = rules.items.iter().find(|(code, name)| line.means(code, [name.as_str()]))?;
            let of_one_server = match rules.listed.and_then(|listed| listed.total) {
                Some(total) => i128::from(total),
                None => i128::from(line.amount().ok()?) * count as i128,
            };
            let amount = of_one_server * servers as i128;
            Some(Total { item: name.clone(), amount: format!("{sign}{}", grouped(amount)) })
        });
        let mut outlook = Outlook {
            direction: form.direction.clone(),
            lines: players.lines,
            players: count,
            servers,
            totals: totals.collect(),
            keep_first: form.keep_first,
            ..Outlook::default()
        };
        for problem in players.bad.iter().chain(&players.repeated) {
            match problem {
                LineProblem::Blank { line } => outlook.blank.add(*line),
                LineProblem::BlankInside { line, .. } => outlook.spaced.add(*line),
                LineProblem::WrongKind { line, .. } => outlook.odd.add(*line),
                LineProblem::Repeats { line, .. } => outlook.repeated.add(*line),
            }
        }
        outlook
    }

    pub fn deliveries(&self) -> usize {
        self.players * self.servers
    }

    /// Whether there is anything to multiply.
    pub fn tells(&self) -> bool {
        self.deliveries() > 0 && !self.totals.is_empty()
    }

    /// What is multiplied, each by the name that it has in the page.
    pub fn product(&self) -> [(&'static str, usize); 3] {
        [("players", self.players), ("items", self.totals.len()), ("servers", self.servers)]
    }

    /// Lines that somebody should know of, each by the name that it has in the page.
    pub fn hints(&self) -> [(&'static str, &Lines); 5] {
        let (repeated, left_out) = if self.keep_first { (&NONE, &self.repeated) } else { (&self.repeated, &NONE) };
        [
            ("blank", &self.blank),
            ("spaced", &self.spaced),
            ("odd", &self.odd),
            ("repeated", repeated),
            ("left-out", left_out),
        ]
    }
}

#[cfg(test)]
mod tests {
    use grantdesk::request::FormLine;

    use super::*;

    fn rules() -> Rules {
        Rules {
            servers: vec!["kr-1".into(), "kr-2".into()],
            items: vec![("GEM".into(), "Gem".into())],
            kinds: vec![Kind { code: "player_id".into(), charset: "digits".into(), min_length: 8, max_length: 12 }],
            listed: None,
        }
    }

    #[test]
    fn an_outlook_multiplies_what_can_be_read() {
        let form = Form {
            servers: vec!["kr-1".into(), "kr-2".into(), "jp-1".into()],
            direction: "clawback".into(),
            lines: vec![
                FormLine { item: "GEM · Gem".into(), quantity: "1,000".into() },
                FormLine { item: "GEM".into(), quantity: "many".into() },
                FormLine { item: "BLADE".into(), quantity: "1".into() },
            ],
            id_kind: "player_id".into(),
            players: "10000001\r\n10000002\r\n\r\n10000001\r\n1.0E+08\r\n1000 0003\r\n\r\n".into(),
            ..Form::default()
        };
        let outlook = Outlook::of(&form, &rules());
        assert_eq!((outlook.lines, outlook.players, outlook.servers), (6, 2, 2));
        assert_eq!(outlook.totals, [Total { item: "Gem".into(), amount: "−4,000".into() }]);
        assert_eq!(outlook.blank, Lines { count: 1, named: vec![3] });
        assert_eq!(outlook.repeated, Lines { count: 1, named: vec![4] });
        assert_eq!(outlook.odd, Lines { count: 1, named: vec![5] });
        assert_eq!(outlook.spaced, Lines { count: 1, named: vec![6] });
    }

    #[test]
    fn a_file_counts_instead_of_what_is_typed() {
        let line = |quantity: &str| FormLine { item: "GEM".into(), quantity: quantity.into() };
        let form = Form { servers: vec!["kr-1".into(), "kr-2".into()], lines: vec![line("3")], ..Form::default() };
        let of = |form: &Form, total| {
            let outlook = Outlook::of(form, &Rules { listed: Some(Listed { players: 100_000, total }), ..rules() });
            (outlook.players, outlook.totals[0].amount.clone())
        };
        assert_eq!(of(&form, None), (100_000, "+600,000".into()));
        assert_eq!(of(&Form { lines: vec![line("")], ..form }, Some(1_234_567)), (100_000, "+2,469,134".into()));
    }

    #[test]
    fn only_the_first_lines_are_named() {
        let form = Form { players: "7\n".repeat(1_000), id_kind: "player_id".into(), ..Form::default() };
        let outlook = Outlook::of(&form, &rules());
        assert_eq!(outlook.odd, Lines { count: 1_000, named: vec![1, 2, 3, 4, 5] });
    }
}
