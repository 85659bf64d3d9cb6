//! News in words: the sentences are the same on the page and in what webhooks post.

use fluent_bundle::FluentArgs;
use grantdesk::catalog::Names;
use grantdesk::notification::Kind;
use grantdesk::number::grouped;
use grantdesk::request::number;
use grantdesk::webhook::{Message, Subject, Tell, escaped};

use crate::words::{Language, text};

/// What happened to so many requests.
#[derive(Clone, Debug)]
pub struct News<'a> {
    pub kind: Kind,
    pub requests: i64,
    /// Who did it; none if the desk did.
    pub by: Option<&'a str>,
    pub succeeded: i64,
    pub deliveries: i64,
}

impl News<'_> {
    /// R-20431 was rejected by Kim Seoyeon. `what` is what `of_request` or `of_batch` says.
    pub fn sentence(&self, language: Language, what: &str) -> String {
        let mut args = FluentArgs::new();
        args.set("what", what);
        args.set("count", self.requests);
        args.set("who", self.by.unwrap_or_default());
        args.set("succeeded", self.succeeded);
        args.set("deliveries", self.deliveries);
        let key = match (self.kind, self.by) {
            (Kind::Succeeded, Some(_)) => "news-succeeded-by",
            (Kind::Requested, _) => "news-requested",
            (Kind::Approved, _) => "news-approved",
            (Kind::Rejected, _) => "news-rejected",
            (Kind::Held, _) => "news-held",
            (Kind::Released, _) => "news-released",
            (Kind::Succeeded, None) => "news-succeeded",
            (Kind::Failed, _) => "news-failed",
            (Kind::Closed, _) => "news-closed",
            (Kind::WebhookPaused, _) => "news-webhook-paused",
        };
        text(language, key, &args)
    }
}

pub fn of_request(language: Language, number: &str) -> String {
    let mut args = FluentArgs::new();
    args.set("number", number);
    text(language, "news-request", &args)
}

pub fn of_batch(language: Language, requests: i64) -> String {
    let mut args = FluentArgs::new();
    args.set("count", requests);
    text(language, "news-batch", &args)
}

/// The words for webhooks. Without the address of the desk they have no links.
pub fn tell(public_url: Option<String>) -> Tell {
    std::sync::Arc::new(move |message, language| {
        let language = Language::parse(language).unwrap_or(Language::English);
        words(message, language, public_url.as_deref())
    })
}

fn words(message: &Message, language: Language, public_url: Option<&str>) -> String {
    let link = |path: String, shown: String| match public_url {
        Some(url) => format!("<{url}{path}|{shown}>"),
        None => shown,
    };
    match message {
        Message::Test { by } => {
            let mut args = FluentArgs::new();
            args.set("who", escaped(by));
            text(language, "webhook-test-text", &args)
        }
        Message::News { kind, subject, game, players, deliveries, succeeded, by } => {
            let (what, requests) = match subject {
                Subject::Request { no, .. } => {
                    let number = link(format!("/requests/{no}"), number(*no));
                    (of_request(language, &number), 1)
                }
                Subject::Batch { id, requests } => {
                    (link(format!("/bulk/{id}"), of_batch(language, *requests)), *requests)
                }
            };
            let by = by.as_deref().map(escaped);
            let news =
                News { kind: *kind, requests, by: by.as_deref(), succeeded: *succeeded, deliveries: *deliveries };
            format!("{}\n{}", news.sentence(language, &what), below(language, subject, game, *players))
        }
    }
}

/// Moonlit Harbor · Grant · 600 Gem · 2 players
fn below(language: Language, subject: &Subject, game: &Names, players: i64) -> String {
    let name = |names: &Names| escaped(names.in_language(language.code()));
    let mut parts = vec![name(game)];
    if let Subject::Request { direction, totals, .. } = subject {
        parts.push(text(language, &format!("direction-{}", direction.as_str()), &FluentArgs::new()));
        let totals: Vec<String> =
            totals.iter().map(|(item, total)| format!("{} {}", grouped(*total), name(item))).collect();
        parts.push(totals.join(&text(language, "list-comma", &FluentArgs::new())));
    }
    let mut args = FluentArgs::new();
    args.set("count", players);
    parts.push(text(language, "news-players", &args));
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use grantdesk::request::Direction;

    use super::*;

    fn names(name: &str) -> Names {
        Names { name_en: name.into(), name_ko: name.into(), name_ja: name.into() }
    }

    fn rejected(by: &str) -> Message {
        Message::News {
            kind: Kind::Rejected,
            subject: Subject::Request { no: 20_431, direction: Direction::Grant, totals: vec![(names("Gem <3"), 600)] },
            game: names("Cats & Dogs"),
            players: 2,
            deliveries: 2,
            succeeded: 0,
            by: Some(by.into()),
        }
    }

    #[test]
    fn a_post_says_what_happened_and_leads_there() {
        let url = Some("https://desk.example");
        assert_eq!(
            words(&rejected("Kim"), Language::English, url),
            "<https://desk.example/requests/20431|R-20431> was rejected by Kim\nCats &amp; Dogs · Grant · 600 Gem &lt;3 · 2 players"
        );
        assert_eq!(
            words(&rejected("Kim"), Language::Korean, None),
            "R-20431 요청이 반려되었습니다. (Kim)\nCats &amp; Dogs · 지급 · 600 Gem &lt;3 · 2명"
        );
    }

    #[test]
    fn what_people_are_called_calls_nobody() {
        let said = words(&rejected("<!channel> & <https://evil.example|R-1>"), Language::Japanese, None);
        assert!(said.contains("&lt;!channel&gt; &amp; &lt;https://evil.example|R-1&gt;"), "{said}");
        assert!(!said.contains('<'), "{said}");
    }

    #[test]
    fn a_bulk_file_is_told_of_by_its_numbers() {
        let message = Message::News {
            kind: Kind::Failed,
            subject: Subject::Batch { id: "0199".into(), requests: 1_200 },
            game: names("Moonlit Harbor"),
            players: 1_500,
            deliveries: 1_500,
            succeeded: 300,
            by: None,
        };
        assert_eq!(
            words(&message, Language::English, Some("https://desk.example")),
            "<https://desk.example/bulk/0199|1,200 requests of a bulk file> failed: 300 of 1,500 delivered\n\
             Moonlit Harbor · 1,500 players"
        );
    }
}
