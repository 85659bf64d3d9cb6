//! What a form would send: told by the server for a draft, and by the browser while somebody types.

use grantdesk::number::grouped;
use grantdesk::request::{Direction, Form, LineProblem, Players, id_fits};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// So many lines are named; the page that checked the form shows more of them.
const NAMED: usize = 5;

/// What a game allows, as much as counting needs.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Rules {
    pub servers: Vec<String>,
    /// Codes with names in the language of the page.
    pub items: Vec<(String, String)>,
    pub kinds: Vec<Kind>,
    /// The players of a file, where there is one.
    pub listed: Option<Listed>,
}

/// What a file of players says.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Listed {
    pub players: usize,
    /// All quantities together, where it says how much each player gets.
    pub total: Option<i64>,
}

/// A kind of player ID.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kind {
    pub code: String,
    pub charset: String,
    pub min_length: i64,
    pub max_length: i64,
}

/// What a form would send, as far as it can be told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Total {
    pub item: String,
    pub amount: String,
}

/// How many lines, and the first of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lines {
    pub count: usize,
    pub named: Vec<usize>,
}

impl Lines {
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

    fn deliveries(&self) -> usize {
        self.players * self.servers
    }
}

/// Words for one and for several; `{n}` stands for the number.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Plural {
    pub one: String,
    pub other: String,
}

impl Plural {
    pub(super) fn of(&self, count: usize) -> String {
        let text = if count == 1 { &self.one } else { &self.other };
        text.replace("{n}", &grouped(count as i128))
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FoundWords {
    pub none: String,
    pub ready: Plural,
    pub of_lines: Plural,
    pub blank: Plural,
    pub spaced: Plural,
    pub odd: Plural,
    pub repeated: Plural,
    pub left_out: Plural,
    /// `{lines}` stands for the numbers.
    pub line: Plural,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SentWords {
    pub players: Plural,
    pub items: Plural,
    pub servers: Plural,
    pub deliveries: String,
    pub nothing: String,
}

/// Below the list of player IDs: how many can be read, and which lines cannot. `told` is whether the page says
/// the latter already; then it is said here again once something was typed.
#[island]
pub fn PlayersFound(start: Outlook, rules: Rules, words: FoundWords, told: bool) -> impl IntoView {
    let (outlook, touched) = live(start, rules);
    let ready = {
        let words = words.clone();
        move || {
            outlook
                .with(|outlook| if outlook.lines == 0 { words.none.clone() } else { words.ready.of(outlook.players) })
        }
    };
    let of_lines = {
        let words = words.clone();
        move || outlook.with(|outlook| (outlook.lines > outlook.players).then(|| words.of_lines.of(outlook.lines)))
    };
    let hints = move || {
        let outlook = outlook.get();
        let shown = !told || touched.get();
        let repeated = if outlook.keep_first {
            hint("info", "info", &words.left_out, &outlook.repeated, &words.line)
        } else {
            hint("warn", "warn", &words.repeated, &outlook.repeated, &words.line)
        };
        let hints = [
            hint("bad", "failed", &words.blank, &outlook.blank, &words.line),
            hint("bad", "failed", &words.spaced, &outlook.spaced, &words.line),
            hint("bad", "failed", &words.odd, &outlook.odd, &words.line),
            repeated,
        ];
        let hints: Vec<_> = hints.into_iter().flatten().collect();
        (shown && !hints.is_empty()).then(|| view! { <ul class="hints">{hints}</ul> })
    };
    view! {
        <div class="stack found" role="status">
            <p><strong>{ready}</strong>" "<span class="soft">{of_lines}</span></p>
            {hints}
        </div>
    }
}

fn hint(
    tone: &'static str,
    icon: &'static str,
    words: &Plural,
    lines: &Lines,
    line: &Plural,
) -> Option<impl IntoView + use<>> {
    if lines.count == 0 {
        return None;
    }
    let named: Vec<_> = lines.named.iter().map(|line| grouped(*line as i128)).collect();
    let more = if lines.count > lines.named.len() { ", …" } else { "" };
    let named = line.of(lines.count).replace("{lines}", &format!("{}{more}", named.join(", ")));
    Some(view! {
        <li data-tone=tone>
            <svg class="icon" aria-hidden="true"><use href=format!("/icons.svg#{icon}")></use></svg>
            <span><strong>{words.of(lines.count)}</strong>" "{named}</span>
        </li>
    })
}

/// Players times items times servers, and how much that is of every item.
#[island]
pub fn WillBeSent(start: Outlook, rules: Rules, words: SentWords) -> impl IntoView {
    let (outlook, _) = live(start, rules);
    let product = {
        let words = words.clone();
        move || {
            let outlook = outlook.get();
            let items = outlook.totals.len();
            view! {
                <span><b>{grouped(outlook.players as i128)}</b>" "{words.players.of(outlook.players)}</span>
                <i>"×"</i>
                <span><b>{grouped(items as i128)}</b>" "{words.items.of(items)}</span>
                <i>"×"</i>
                <span><b>{grouped(outlook.servers as i128)}</b>" "{words.servers.of(outlook.servers)}</span>
            }
        }
    };
    let totals = move || {
        let outlook = outlook.get();
        if outlook.deliveries() == 0 || outlook.totals.is_empty() {
            return view! { <p class="soft"><small>{words.nothing.clone()}</small></p> }.into_any();
        }
        let deliveries = grouped(outlook.deliveries() as i128);
        let way = outlook.direction;
        let totals: Vec<_> = outlook
            .totals
            .into_iter()
            .map(|total| {
                view! { <div><dt>{total.item}</dt><dd class="num" data-way=way.clone()>{total.amount}</dd></div> }
            })
            .collect();
        view! {
            <dl class="facts narrow">
                {totals}
                <div class="total"><dt>{words.deliveries.clone()}</dt><dd>{deliveries}</dd></div>
            </dl>
        }
        .into_any()
    };
    view! {
        <p class="product">{product}</p>
        {totals}
    }
}

/// The outlook as it is now, and whether anything was typed since the page came.
fn live(start: Outlook, rules: Rules) -> (RwSignal<Outlook>, RwSignal<bool>) {
    let (outlook, touched) = (RwSignal::new(start), RwSignal::new(false));
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| browser::follow(outlook, touched, rules.clone()));
    #[cfg(not(feature = "hydrate"))]
    let _ = rules;
    (outlook, touched)
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::cell::RefCell;
    use std::time::Duration;

    use grantdesk::request::FormLine;
    use leptos::wasm_bindgen::JsCast;

    use super::*;

    /// Counts again whenever somebody pauses typing, and once now: browsers bring typed text back by themselves.
    pub fn follow(outlook: RwSignal<Outlook>, touched: RwSignal<bool>, rules: Rules) {
        let count = move || {
            if let Some(form) = typed() {
                let now = Outlook::of(&form, &rules);
                if outlook.with_untracked(|before| *before != now) {
                    outlook.set(now);
                }
            }
        };
        count();
        let later = RefCell::new(debounce(Duration::from_millis(120), move |()| {
            count();
            touched.set(true);
        }));
        window_event_listener(leptos::ev::input, move |_| (later.borrow_mut())(()));
    }

    /// The form as it stands in the page.
    fn typed() -> Option<Form> {
        let form: web_sys::HtmlFormElement = document().get_element_by_id("request")?.dyn_into().ok()?;
        let data = web_sys::FormData::new_with_form(&form).ok()?;
        let text = |name: &str| data.get(name).as_string().unwrap_or_default();
        let texts = |name: &str| data.get_all(name).iter().filter_map(|text| text.as_string()).collect::<Vec<_>>();
        let lines = texts("item").into_iter().zip(texts("quantity"));
        Some(Form {
            servers: texts("server"),
            direction: text("direction"),
            lines: lines.map(|(item, quantity)| FormLine { item, quantity }).collect(),
            id_kind: text("id_kind"),
            players: text("players"),
            keep_first: data.has("keep_first"),
            ..Form::default()
        })
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
