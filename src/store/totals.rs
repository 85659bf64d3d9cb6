use std::ops::Range;

use sqlx::{Database, Encode, FromRow, QueryBuilder, Type};

use super::log::{Lead, any_of, push_deliveries, push_tallies};
use super::tallies::{BILLION, spans_by};
use super::{Db, on};
use crate::error::Result;
use crate::ledger::{ItemTotal, Log, Narrowed};
use crate::request::Direction;

/// What was summed up for one item of a game.
#[derive(Debug, FromRow)]
struct Sum {
    game_id: i64,
    #[sqlx(try_from = "String")]
    direction: Direction,
    item_id: i64,
    deliveries: i64,
    firsts: i64,
    billions: i64,
    units: i64,
}

impl From<Sum> for ItemTotal {
    fn from(sum: Sum) -> ItemTotal {
        ItemTotal {
            game_id: sum.game_id,
            direction: sum.direction,
            item_id: sum.item_id,
            deliveries: sum.deliveries,
            firsts: sum.firsts,
            quantity: i128::from(sum.billions) * i128::from(BILLION) + i128::from(sum.units),
        }
    }
}

/// A stretch of time, and whether sums over such spans are read for it, or the tallies themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stretch {
    span: Option<i64>,
    time: Range<i64>,
}

impl Db {
    /// What a log holds of each item, game by game.
    pub async fn item_totals(&self, narrowed: &Narrowed) -> Result<Vec<ItemTotal>> {
        let stretches = stretches(narrowed);
        if narrowed.is_nothing() || stretches.is_empty() {
            return Ok(Vec::new());
        }
        let is_sqlite = self.is_sqlite();
        let sums: Vec<Sum> = on!(db self, c => {
            let mut query = QueryBuilder::new(
                "select game_id, direction, item_id, cast(sum(deliveries) as bigint) as deliveries, cast(sum(firsts) as bigint) as firsts,
                    cast(sum(billions) as bigint) as billions, cast(sum(units) as bigint) as units from (");
            match &narrowed.filters.player {
                Some(player) => {
                    query.push(
                        "select r.game_id, r.direction, l.item_id, 1 as deliveries, case when l.line = 1 then 1 else 0 end as firsts,
                            coalesce(l.quantity, d.quantity) / 1000000000 as billions, coalesce(l.quantity, d.quantity) % 1000000000 as units");
                    push_deliveries(&mut query, narrowed, player, is_sqlite);
                }
                None => push_stretches(&mut query, narrowed, &stretches),
            }
            query.push(") of_all group by game_id, direction, item_id having sum(deliveries) <> 0 order by game_id, direction, item_id");
            query.build_query_as().fetch_all(c).await
        })?;
        Ok(sums.into_iter().map(ItemTotal::from).collect())
    }
}

fn push_stretches<DB: Database>(query: &mut QueryBuilder<DB>, narrowed: &Narrowed, stretches: &[Stretch])
where
    bool: for<'q> Encode<'q, DB> + Type<DB>,
    i64: for<'q> Encode<'q, DB> + Type<DB>,
    &'static str: for<'q> Encode<'q, DB> + Type<DB>,
{
    let leads = Lead::all(narrowed);
    let mut union = "";
    for Stretch { span, time } in stretches {
        // Sums are read in one go; tallies lead by lead.
        for lead in if span.is_some() { &leads[..1] } else { &leads[..] } {
            query.push(std::mem::replace(&mut union, " union all "));
            let column = match span {
                Some(span) => {
                    push_sums(query, narrowed, *span);
                    "s.starts_at"
                }
                None => {
                    // The `+` keeps SQLite from reading all tallies of the log in the order of their games.
                    query.push(
                        "select +t.game_id as game_id, t.direction, t.item_id, t.deliveries,
                            case when t.line = 1 then t.deliveries else 0 end as firsts, t.billions, t.units",
                    );
                    push_tallies(query, narrowed, *lead);
                    "t.minute"
                }
            };
            for (compare, end, bound) in [(" >= ", i64::MIN, time.start), (" < ", i64::MAX, time.end)] {
                if bound != end {
                    query.push(" and ").push(column).push(compare).push_bind(bound);
                }
            }
        }
    }
}

fn push_sums<DB: Database>(query: &mut QueryBuilder<DB>, narrowed: &Narrowed, span: i64)
where
    bool: for<'q> Encode<'q, DB> + Type<DB>,
    i64: for<'q> Encode<'q, DB> + Type<DB>,
    &'static str: for<'q> Encode<'q, DB> + Type<DB>,
{
    let filters = &narrowed.filters;
    query
        .push(
            "select s.game_id, s.direction, s.item_id, s.deliveries, s.firsts, s.billions, s.units
             from tally_sums s where s.span = ",
        )
        .push_bind(span)
        .push(" and s.succeeded = ")
        .push_bind(narrowed.log == Log::Success);
    any_of(query, "s.game_id", &narrowed.games);
    any_of(query, "s.reason_id", if filters.reasons.is_empty() { &[0] } else { &filters.reasons });
    any_of(query, "s.requester_id", &[filters.requester.unwrap_or(0)]);
    any_of(query, "s.approver_id", &[filters.approver.unwrap_or(0)]);
    for (column, value) in [("s.server_id", filters.server), ("s.item_id", filters.item)] {
        if let Some(value) = value {
            any_of(query, column, &[value]);
        }
    }
    if let Some(direction) = filters.direction {
        query.push(" and s.direction = ").push_bind(direction.as_str());
    }
}

/// Cuts the period into whole spans, as long as may be, and what is left at its ends.
fn stretches(narrowed: &Narrowed) -> Vec<Stretch> {
    let filters = &narrowed.filters;
    let time = filters.from.unwrap_or(i64::MIN)..filters.until.unwrap_or(i64::MAX);
    let by = [!filters.reasons.is_empty(), filters.requester.is_some(), filters.approver.is_some()];
    let spans = match narrowed.requests {
        Some(_) => &[],
        None => spans_by(by.into_iter().filter(|is_asked| *is_asked).count()),
    };
    cut(time, spans)
}

fn cut(time: Range<i64>, spans: &[i64]) -> Vec<Stretch> {
    if time.is_empty() {
        return Vec::new();
    }
    let Some((span, shorter)) = spans.split_first() else { return vec![Stretch { span: None, time }] };
    let begin = time.start.checked_add(span - 1).map_or(time.start, |end| end - end.rem_euclid(*span));
    let begin = if time.start == i64::MIN { time.start } else { begin };
    let end = if time.end == i64::MAX { time.end } else { time.end - time.end.rem_euclid(*span) };
    if begin >= end {
        return cut(time, shorter);
    }
    let mut stretches = cut(time.start..begin, shorter);
    stretches.push(Stretch { span: Some(*span), time: begin..end });
    stretches.extend(cut(end..time.end, shorter));
    stretches
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Stretch, cut};

    #[test]
    fn a_period_is_cut_into_the_longest_spans_and_its_ends() {
        let stretch = |span, time| Stretch { span, time };
        assert_eq!(
            cut(3..47, &[20, 5]),
            [
                stretch(None, 3..5),
                stretch(Some(5), 5..20),
                stretch(Some(20), 20..40),
                stretch(Some(5), 40..45),
                stretch(None, 45..47),
            ]
        );
        assert_eq!(cut(21..39, &[20, 5]), [stretch(None, 21..25), stretch(Some(5), 25..35), stretch(None, 35..39),]);
        assert_eq!(cut(i64::MIN..i64::MAX, &[20, 5]), [stretch(Some(20), i64::MIN..i64::MAX)]);
        assert_eq!(cut(7..i64::MAX, &[20]), [stretch(None, 7..20), stretch(Some(20), 20..i64::MAX)]);
        assert_eq!(cut(7..7, &[20, 5]), []);
    }

    proptest! {
        #[test]
        fn every_moment_of_a_period_is_in_one_stretch(start in 0_i64..2_000, length in 0_i64..2_000) {
            let stretches = cut(start..start + length, &[320, 10]);
            let mut at = start;
            for Stretch { span, time } in &stretches {
                prop_assert_eq!(time.start, at);
                if let Some(span) = span {
                    prop_assert!(time.start % span == 0 && time.end % span == 0);
                }
                at = time.end;
            }
            prop_assert_eq!(at, start + length);
        }
    }
}
