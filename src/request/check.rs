use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::form::{Field, Form, FormFavorite, FormLine, Problem, TYPED_PLAYERS};
use super::players::Players;
use super::{Content, ContentLine, ContentMessage, Direction, Quantity, Recipient};
use crate::catalog::{Catalog, Item};

const COMMENT: usize = 2_000;
const ORDER_NUMBER: usize = 100;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub field: Field,
    pub problem: Problem,
}

/// A form that was checked against the catalog: a request, but for its players.
#[derive(Clone, Debug)]
pub struct Plan {
    pub game_id: i64,
    pub server_ids: Vec<i64>,
    pub reason_id: i64,
    pub detail_reason_id: Option<i64>,
    pub item_ids: Vec<i64>,
    /// What the form was begun from; no part of what is sealed.
    pub favorite: Option<FormFavorite>,
    pub content: Content,
}

/// What is known of a form's list of players.
#[derive(Clone, Debug, Default)]
pub struct PlayerList {
    pub players: usize,
    /// If the list says how much each player gets.
    pub quantities: Option<Quantity>,
    pub complaints: Vec<Complaint>,
}

/// Makes a plan of a form, or says everything that is wrong with it. Times are read in the given zone.
pub fn check(form: &Form, catalog: &Catalog, zone: &TimeZone, listed: &PlayerList) -> Result<Plan, Vec<Complaint>> {
    let mut wrong = Complaints(Vec::new());

    let servers: Vec<_> = catalog.servers.iter().filter(|server| form.servers.contains(&server.code)).collect();
    if form.servers.is_empty() {
        wrong.add(Field::Servers, Problem::Missing);
    }
    for code in &form.servers {
        if !servers.iter().any(|server| server.code == *code && server.retired_at.is_none()) {
            wrong.add(Field::Servers, Problem::Unknown(code.clone()));
        }
    }

    let direction = Direction::parse(&form.direction);
    if direction.is_none() {
        wrong.add(Field::Direction, Problem::Missing);
    }

    let reason = catalog.reasons.iter().find(|reason| reason.code == form.reason && reason.retired_at.is_none());
    match reason {
        None if form.reason.is_empty() => wrong.add(Field::Reason, Problem::Missing),
        None => wrong.add(Field::Reason, Problem::Unknown(form.reason.clone())),
        Some(_) => {}
    }
    let asks_detail = reason.is_some_and(|reason| reason.asks_detail);
    let detail =
        catalog.detail_reasons.iter().find(|detail| detail.code == form.detail_reason && detail.retired_at.is_none());
    if asks_detail && form.detail_reason.is_empty() {
        wrong.add(Field::DetailReason, Problem::Missing);
    } else if asks_detail && detail.is_none() {
        wrong.add(Field::DetailReason, Problem::Unknown(form.detail_reason.clone()));
    }
    let detail = detail.filter(|_| asks_detail);

    let lines = lines(form, catalog, listed.quantities, &mut wrong);

    let order_number = form.order_number.trim();
    if order_number.chars().count() > ORDER_NUMBER {
        wrong.add(Field::OrderNumber, Problem::TooLong(ORDER_NUMBER));
    }
    if form.comment.chars().count() > COMMENT {
        wrong.add(Field::Comment, Problem::TooLong(COMMENT));
    }

    let valid_from = instant(&form.valid_from, Field::ValidFrom, catalog, zone, &mut wrong);
    let valid_until = instant(&form.valid_until, Field::ValidUntil, catalog, zone, &mut wrong);
    if let (Some(from), Some(until)) = (valid_from, valid_until)
        && until <= from
    {
        wrong.add(Field::ValidUntil, Problem::EndsBeforeItBegins);
    }

    let message = catalog.messages.iter().find(|message| message.key == form.message && message.retired_at.is_none());
    if !form.message.is_empty() && !catalog.game.supports_messages {
        wrong.add(Field::Message, Problem::NotSupported);
    } else if !form.message.is_empty() && message.is_none() {
        wrong.add(Field::Message, Problem::Unknown(form.message.clone()));
    }

    let kind = catalog.usable_id_kinds().find(|kind| kind.code == form.id_kind);
    if kind.is_none() {
        wrong.add(
            Field::IdKind,
            if form.id_kind.is_empty() { Problem::Missing } else { Problem::Unknown(form.id_kind.clone()) },
        );
    }
    wrong.0.extend(listed.complaints.iter().cloned());

    let (Some(direction), Some(reason), Some(kind), true) = (direction, reason, kind, wrong.0.is_empty()) else {
        return Err(wrong.0);
    };
    Ok(Plan {
        game_id: catalog.game.id,
        server_ids: servers.iter().map(|server| server.id).collect(),
        reason_id: reason.id,
        detail_reason_id: detail.map(|detail| detail.id),
        item_ids: lines.iter().map(|(id, _)| *id).collect(),
        favorite: form.favorite,
        content: Content {
            game: catalog.game.code.clone(),
            direction,
            servers: servers.iter().map(|server| server.code.clone()).collect(),
            reason: reason.code.clone(),
            detail_reason: detail.map(|detail| detail.code.clone()),
            items: lines.into_iter().map(|(_, line)| line).collect(),
            order_number: (!order_number.is_empty()).then(|| order_number.to_owned()),
            valid_from,
            valid_until,
            message: message.map(|message| ContentMessage {
                key: message.key.clone(),
                en: message.text_en.clone(),
                ko: message.text_ko.clone(),
                ja: message.text_ja.clone(),
            }),
            id_kind: kind.code.clone(),
            comment: form.comment.trim().to_owned(),
        },
    })
}

struct Complaints(Vec<Complaint>);

impl Complaints {
    fn add(&mut self, field: Field, problem: Problem) {
        self.0.push(Complaint { field, problem });
    }
}

impl FormLine {
    /// The item of the code that was typed, or the only one of that name.
    pub(crate) fn item<'a>(&self, catalog: &'a Catalog) -> Option<&'a Item> {
        let items = || catalog.items.iter().filter(|item| item.retired_at.is_none());
        let by_code = items().find(|item| item.code == self.code());
        let mut by_name = items().filter(|item| self.means(&item.code, item.names.all()));
        by_code.or_else(|| by_name.next().filter(|_| by_name.next().is_none()))
    }
}

/// Each line with its item's ID. Lines left wholly empty are not lines.
fn lines(
    form: &Form,
    catalog: &Catalog,
    quantities: Option<Quantity>,
    wrong: &mut Complaints,
) -> Vec<(i64, ContentLine)> {
    let mut lines: Vec<(i64, ContentLine)> = Vec::new();
    let mut any = false;
    for (i, typed) in form.lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        if any && quantities.is_some() {
            wrong.add(Field::Item(i), Problem::OneItemOnly);
        }
        any = true;
        let code = typed.code();
        let item = typed.item(catalog);
        match item {
            None if code.is_empty() => wrong.add(Field::Item(i), Problem::Missing),
            None => wrong.add(Field::Item(i), Problem::Unknown(code.to_owned())),
            Some(item) if lines.iter().any(|(id, _)| *id == item.id) => {
                wrong.add(Field::Item(i), Problem::RepeatedItem)
            }
            Some(_) => {}
        }
        let quantity = match (quantities, typed.amount()) {
            (Some(quantities), Err(Problem::Missing)) => quantities,
            (Some(_), _) => {
                wrong.add(Field::Quantity(i), Problem::QuantityInList);
                continue;
            }
            (None, Ok(quantity)) => Quantity::Each(quantity),
            (None, Err(problem)) => {
                wrong.add(Field::Quantity(i), problem);
                continue;
            }
        };
        let Some(item) = item else { continue };
        if matches!(quantity, Quantity::Each(quantity) if quantity > item.max_quantity) {
            wrong.add(Field::Quantity(i), Problem::AboveMaximum(item.max_quantity));
        }
        lines.push((item.id, ContentLine { code: item.code.clone(), quantity }));
    }
    if !any {
        wrong.add(Field::Item(0), Problem::Missing);
    }
    lines
}

fn instant(typed: &str, field: Field, catalog: &Catalog, zone: &TimeZone, wrong: &mut Complaints) -> Option<i64> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    if !catalog.game.supports_validity {
        wrong.add(field, Problem::NotSupported);
        return None;
    }
    let at = typed.parse::<DateTime>().ok().and_then(|at| at.to_zoned(zone.clone()).ok());
    if at.is_none() {
        wrong.add(field, Problem::NotATime(typed.to_owned()));
    }
    at.map(|at| at.timestamp().as_millisecond())
}

impl PlayerList {
    /// Reads the players that were typed.
    pub fn typed(form: &Form, catalog: &Catalog) -> (PlayerList, Vec<Recipient>) {
        let kind = catalog.usable_id_kinds().find(|kind| kind.code == form.id_kind);
        let players = Players::read(&form.players, |id| kind.is_none_or(|kind| kind.fits(id)));
        let mut wrong = Complaints(Vec::new());
        if players.lines == 0 {
            wrong.add(Field::Players, Problem::Missing);
        }
        if !players.bad.is_empty() {
            wrong.add(Field::Players, Problem::Lines(players.bad));
        }
        if !players.repeated.is_empty() && !form.keep_first {
            wrong.add(Field::Players, Problem::Repeated(players.repeated));
        }
        if players.ids.len() > TYPED_PLAYERS {
            wrong.add(Field::Players, Problem::TooManyPlayers(players.ids.len()));
        }
        let listed = PlayerList { players: players.ids.len(), quantities: None, complaints: wrong.0 };
        (listed, players.ids.into_iter().map(Recipient::from).collect())
    }
}
