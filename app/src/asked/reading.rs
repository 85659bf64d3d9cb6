use std::sync::Arc;

use grantdesk::catalog::Catalog;
use grantdesk::ledger::Named;
use grantdesk::request::Direction;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Asked;

/// A value that cannot be used: it narrows nothing, and the page says so beside its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub field: &'static str,
    /// The words that say why.
    pub key: &'static str,
    pub value: String,
}

/// Reads what is asked into what the engine takes, and keeps the complaints.
#[derive(Debug)]
pub struct Reading<'a> {
    asked: &'a Asked,
    catalogs: &'a [Arc<Catalog>],
    zone: &'a TimeZone,
    complaints: Vec<Complaint>,
}

impl<'a> Reading<'a> {
    pub fn new(asked: &'a Asked, catalogs: &'a [Arc<Catalog>], zone: &'a TimeZone) -> Reading<'a> {
        Reading { asked, catalogs, zone, complaints: Vec::new() }
    }

    pub fn complaints(self) -> Vec<Complaint> {
        self.complaints
    }

    /// A text that is taken as it is.
    pub fn text(&self, field: &'static str) -> Option<String> {
        let value = self.asked.get(field);
        (!value.is_empty()).then(|| value.to_owned())
    }

    pub fn game(&mut self) -> Option<i64> {
        let catalogs = self.catalogs;
        self.read("game", "filter-unknown", |code| {
            catalogs.iter().find(|catalog| catalog.game.code == code).map(|catalog| catalog.game.id)
        })
    }

    /// Of the game that is asked for, if one is.
    pub fn server(&mut self) -> Option<i64> {
        let games = self.asked_games();
        self.read("server", "filter-unknown", |value| {
            let mut servers = games.iter().flat_map(|catalog| &catalog.servers);
            servers.find(|server| server_value(games.as_slice(), server) == value).map(|server| server.id)
        })
    }

    /// Of the game that is asked for, if one is.
    pub fn item(&mut self) -> Option<i64> {
        let games = self.asked_games();
        self.read("item", "filter-unknown", |value| {
            let (game, code) = value.split_once(':')?;
            let catalog = games.iter().find(|catalog| catalog.game.code == game)?;
            catalog.items.iter().find(|item| item.code == code).map(|item| item.id)
        })
    }

    /// Somebody by the user name.
    pub fn person(&mut self, field: &'static str, people: &[Named]) -> Option<i64> {
        self.read(field, "filter-unknown", |username| {
            people.iter().find(|person| person.username == username).map(|person| person.id)
        })
    }

    /// The reason of this code in every game that is asked for.
    pub fn reasons(&mut self) -> Vec<i64> {
        let games = self.asked_games();
        let reasons = self.read("reason", "filter-unknown", |code| {
            let reasons = games.iter().flat_map(|catalog| &catalog.reasons).filter(|reason| reason.code == code);
            let ids: Vec<i64> = reasons.map(|reason| reason.id).collect();
            (!ids.is_empty()).then_some(ids)
        });
        reasons.unwrap_or_default()
    }

    pub fn direction(&mut self) -> Option<Direction> {
        self.read("direction", "filter-unknown", Direction::parse)
    }

    /// From the first moment of one day to the last of another, in the person's zone.
    pub fn period(&mut self) -> (Option<i64>, Option<i64>) {
        let zone = self.zone;
        let begins = |day: Date| Some(day.to_zoned(zone.clone()).ok()?.timestamp().as_millisecond());
        let from = self.read("from", "filter-no-date", |text| begins(text.parse().ok()?));
        let until = self.read("until", "filter-no-date", |text| begins(text.parse::<Date>().ok()?.tomorrow().ok()?));
        match (from, until) {
            (Some(from), Some(until)) if until <= from => {
                self.complain("until", "filter-backwards");
                (Some(from), None)
            }
            period => period,
        }
    }

    /// A request's number, with its R or without.
    pub fn request(&mut self) -> Option<i64> {
        self.read("request", "filter-no-number", |text| {
            text.strip_prefix(['R', 'r']).unwrap_or(text).trim_start_matches('-').parse().ok().filter(|no| *no > 0)
        })
    }

    /// A value with its own way of being read.
    pub fn read<T>(
        &mut self,
        field: &'static str,
        key: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.asked.get(field);
        if value.is_empty() {
            return None;
        }
        let found = read(value);
        if found.is_none() {
            self.complain(field, key);
        }
        found
    }

    fn complain(&mut self, field: &'static str, key: &'static str) {
        self.complaints.push(Complaint { field, key, value: self.asked.get(field).to_owned() });
    }

    fn asked_games(&self) -> Vec<&'a Catalog> {
        let code = self.asked.get("game");
        let is_known = self.catalogs.iter().any(|catalog| catalog.game.code == code);
        self.catalogs
            .iter()
            .map(AsRef::as_ref)
            .filter(|catalog: &&Catalog| !is_known || catalog.game.code == code)
            .collect()
    }
}

/// A server's code belongs to its game, so the game stands before it.
fn server_value(games: &[&Catalog], server: &grantdesk::catalog::Server) -> String {
    let game = games.iter().find(|catalog| catalog.game.id == server.game_id);
    format!("{}:{}", game.map_or("", |catalog| &catalog.game.code), server.code)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::{Asked, Reading};

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        pairs.iter().fold(Asked::default(), |asked, (name, value)| asked.with(name, value))
    }

    #[test]
    fn a_period_is_of_whole_days_in_the_zone_of_the_person() {
        let zone = TimeZone::get("Asia/Seoul").expect("a zone");
        let asked = asked(&[("from", "2026-11-22"), ("until", "2026-11-22")]);
        let mut reading = Reading::new(&asked, &[], &zone);
        // 22 November begins in Seoul when it is 15:00 of the 21st in UTC.
        let midnight = 1_795_273_200_000;
        assert_eq!(reading.period(), (Some(midnight), Some(midnight + 24 * 60 * 60 * 1000)));
        assert!(reading.complaints().is_empty());
    }

    #[test]
    fn what_cannot_be_read_narrows_nothing_and_is_said() {
        let asked = asked(&[
            ("game", "nowhere"),
            ("server", "nowhere:kr-1"),
            ("item", "nowhere:GEM"),
            ("approver", "nobody"),
            ("reason", "whim"),
            ("direction", "sideways"),
            ("from", "2026-02-30"),
            ("until", "soon"),
            ("request", "R-x"),
        ]);
        let zone = TimeZone::UTC;
        let mut reading = Reading::new(&asked, &[], &zone);
        assert_eq!((reading.game(), reading.server(), reading.reasons()), (None, None, vec![]));
        assert_eq!((reading.item(), reading.person("approver", &[])), (None, None));
        assert_eq!((reading.direction(), reading.period(), reading.request()), (None, (None, None), None));
        let fields: Vec<&str> = reading.complaints().iter().map(|complaint| complaint.field).collect();
        assert_eq!(fields, ["game", "server", "reason", "item", "approver", "direction", "from", "until", "request"]);
    }

    #[test]
    fn a_period_that_ends_before_it_begins_is_said() {
        let asked = asked(&[("from", "2026-11-22"), ("until", "2026-11-20")]);
        let zone = TimeZone::UTC;
        let mut reading = Reading::new(&asked, &[], &zone);
        assert!(matches!(reading.period(), (Some(_), None)));
        assert_eq!(reading.complaints()[0].field, "until");
    }

    #[test]
    fn a_request_is_asked_for_as_people_write_it() {
        for text in ["R-20431", "r-20431", "20431", "R20431"] {
            let asked = asked(&[("request", text)]);
            assert_eq!(Reading::new(&asked, &[], &TimeZone::UTC).request(), Some(20431));
        }
    }
}
