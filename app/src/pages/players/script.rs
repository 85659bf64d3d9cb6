//! What a CS agent can say to a player: polite, only what is certain, and nothing of the desk's own affairs.

use fluent_bundle::FluentArgs;
use grantdesk::lookup::{Entry, Standing};
use grantdesk::number::grouped;
use grantdesk::request::{Line, Quantity};
use jiff::tz::TimeZone;

use crate::moment;
use crate::parts::sentence::listed_in;
use crate::words::{self, Language};

/// A language by its own name.
pub fn name(language: Language) -> &'static str {
    match language {
        Language::English => "English",
        Language::Korean => "한국어",
        Language::Japanese => "日本語",
    }
}

/// What can be said about one delivery. Days are those of the zone.
pub fn text(language: Language, entry: &Entry, zone: &TimeZone) -> String {
    let items: Vec<String> = entry.lines.iter().map(|line| item(language, line)).collect();
    let at = entry.delivery.settled_at.unwrap_or(entry.requested_at);
    let mut args = FluentArgs::new();
    args.set("items", listed_in(language, &items));
    args.set("date", moment::day_in(language, zone, at));
    args.set("player", entry.delivery.player_id.clone());
    words::text(language, &key(entry), &args)
}

/// A refusal has words of its own where the player can do something about it.
fn key(entry: &Entry) -> String {
    let general = format!("say-{}-{}", entry.direction.as_str(), entry.standing().as_str().replace('_', "-"));
    let code = entry.delivery.code.as_deref().filter(|_| entry.standing() == Standing::Refused);
    let own = code.map(|code| format!("{general}-{}", code.replace('_', "-")));
    own.filter(|key| words::has(key)).unwrap_or(general)
}

fn item(language: Language, line: &Line) -> String {
    let quantity = match line.quantity {
        Quantity::Each(quantity) => quantity,
        Quantity::PerPlayer { least, .. } => least,
    };
    let mut args = FluentArgs::new();
    args.set("name", line.names.in_language(language.code()).to_owned());
    args.set("quantity", grouped(quantity));
    words::text(language, "say-item", &args)
}

#[cfg(test)]
mod tests {
    use grantdesk::catalog::Names;
    use grantdesk::connector::Cause;
    use grantdesk::ledger::Delivery;
    use grantdesk::request::{DeliveryState, Direction, State};

    use super::*;

    /// Codes with which games refuse: those the desk has words for, and one it has never heard of.
    const CODES: [&str; 6] =
        ["player_not_found", "balance_too_low", "mailbox_full", "server_busy", "key_reused", "wrong_moon"];

    /// 22 November 2026, 10:00 in Seoul.
    const AT: i64 = 1_795_309_200_000;

    fn entry(direction: Direction, request_state: State, state: DeliveryState) -> Entry {
        let names = Names { name_en: "Gem".into(), name_ko: "보석".into(), name_ja: "ジェム".into() };
        Entry {
            delivery: Delivery {
                request_id: 20_431,
                n: 1,
                server_id: 7,
                player_id: "10000001".into(),
                quantity: None,
                info: None,
                state,
                attempts: 3,
                due_at: None,
                cause: None,
                code: None,
                message: Some("moonlit-db-07: deadlock".into()),
                transaction_id: Some("kr-1-00000001".into()),
                settled_at: None,
            },
            game_id: 1,
            id_kind: "player_id".into(),
            direction,
            reason_id: 1,
            detail_reason_id: None,
            order_number: Some("GPA.1".into()),
            requested_at: AT,
            request_state,
            lines: vec![Line {
                request_id: 20_431,
                item_id: 1,
                code: "GEM".into(),
                names,
                quantity: Quantity::Each(1_500),
            }],
        }
    }

    /// An entry for each way a delivery can stand, and for each cause and code that it can have.
    fn all() -> Vec<Entry> {
        let mut all = Vec::new();
        for direction in [Direction::Grant, Direction::Clawback] {
            for request in State::ALL {
                for state in DeliveryState::ALL {
                    let causes =
                        Cause::ALL.iter().map(|cause| cause.as_str()).chain(["busy", "turned_away", "refused"]);
                    for cause in causes {
                        let mut entry = entry(direction, *request, *state);
                        entry.delivery.cause = Some(cause.into());
                        all.push(entry);
                    }
                    for code in CODES {
                        let mut entry = entry(direction, *request, *state);
                        entry.delivery.cause = Some("refused".into());
                        entry.delivery.code = Some(code.into());
                        all.push(entry);
                    }
                }
            }
        }
        all
    }

    #[test]
    fn there_are_words_for_every_outcome_with_item_quantity_and_day_in_each_language() {
        let zone = TimeZone::get("Asia/Seoul").expect("a zone");
        for entry in all() {
            for (language, item, day) in [
                (Language::English, "1,500 Gem", "22 November 2026"),
                (Language::Korean, "보석 1,500개", "2026년 11월 22일"),
                (Language::Japanese, "ジェム 1,500個", "2026年11月22日"),
            ] {
                let text = text(language, &entry, &zone);
                assert!(text.contains(item) && text.contains(day), "{}: {text}", key(&entry));
                assert!(!text.contains(['{', '}', '$']), "{}: {text}", key(&entry));
            }
        }
    }

    #[test]
    fn nothing_of_the_inside_is_said() {
        for entry in all() {
            for language in Language::ALL {
                let text = text(language, &entry, &TimeZone::UTC).to_lowercase();
                let causes = Cause::ALL.iter().map(|cause| cause.as_str());
                let inside = [
                    "r-20431",
                    "moonlit",
                    "deadlock",
                    "kr-1",
                    "gpa",
                    "gem)",
                    "approv",
                    "reject",
                    "승인",
                    "반려",
                    "承認",
                    "差し戻",
                ];
                for word in causes.chain(CODES).chain(inside) {
                    assert!(!text.contains(word), "{word} in {text}");
                }
            }
        }
    }

    #[test]
    fn only_what_is_confirmed_is_said_to_be_there() {
        for entry in all().into_iter().filter(|entry| entry.standing() != Standing::Done) {
            let [en, ko, ja] = Language::ALL.map(|language| text(language, &entry, &TimeZone::UTC));
            assert!(!en.contains("was completed on"), "{en}");
            assert!(!ko.contains("완료된 것으로"), "{ko}");
            assert!(!ja.contains("完了していることを確認いたしました"), "{ja}");
        }
    }

    #[test]
    fn a_refusal_is_explained_where_the_player_can_do_something_about_it() {
        let refused = |direction, code: &str| {
            let mut entry = entry(direction, State::Failed, DeliveryState::Refused);
            entry.delivery.code = Some(code.into());
            key(&entry)
        };
        assert_eq!(refused(Direction::Grant, "player_not_found"), "say-grant-refused-player-not-found");
        assert_eq!(refused(Direction::Grant, "mailbox_full"), "say-grant-refused-mailbox-full");
        assert_eq!(refused(Direction::Clawback, "balance_too_low"), "say-clawback-refused-balance-too-low");
        assert_eq!(refused(Direction::Grant, "wrong_moon"), "say-grant-refused");
    }
}
