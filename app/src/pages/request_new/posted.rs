use grantdesk::request::{Form, FormLine};
use serde::Deserialize;
use uuid::Uuid;

use crate::failure::Failure;

/// The form as a browser sends it: a name for every field, repeated where there are several.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Posted {
    key: String,
    #[serde(rename = "do")]
    wish: String,
    game: String,
    #[serde(rename = "server")]
    servers: Vec<String>,
    direction: String,
    reason: String,
    detail_reason: String,
    #[serde(rename = "item")]
    items: Vec<String>,
    #[serde(rename = "quantity")]
    quantities: Vec<String>,
    order_number: String,
    valid_from: String,
    valid_until: String,
    message: String,
    id_kind: String,
    players: String,
    file: String,
    id_column: String,
    quantity_column: String,
    keep_first: bool,
    comment: String,
}

/// Which button sent the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    Submit,
    /// Submit, with one of each repeated ID.
    KeepFirst,
    Check,
    ChooseGame,
    AddItem,
    /// Lines count from 1.
    Remove(usize),
}

impl Posted {
    /// The form's key, what is wished, and the form with the wish's own change made.
    ///
    /// # Errors
    /// `Malformed` for what no form of ours sends.
    pub fn read(self) -> Result<(Uuid, Wish, Form), Failure> {
        let key = self.key.parse().map_err(|_| Failure::Malformed(format!("key={}", self.key)))?;
        let wish = Wish::parse(&self.wish).ok_or_else(|| Failure::Malformed(format!("do={}", self.wish)))?;
        let mut form = self.form();
        match wish {
            Wish::KeepFirst => form.keep_first = true,
            Wish::AddItem => form.lines.push(FormLine::default()),
            Wish::Remove(line) if (1..=form.lines.len()).contains(&line) => {
                form.lines.remove(line - 1);
            }
            Wish::Remove(_) | Wish::Submit | Wish::Check | Wish::ChooseGame => {}
        }
        Ok((key, wish, form))
    }

    fn form(self) -> Form {
        let lines = self.items.len().max(self.quantities.len());
        let (mut items, mut quantities) = (self.items.into_iter(), self.quantities.into_iter());
        Form {
            game: self.game,
            servers: self.servers,
            direction: self.direction,
            reason: self.reason,
            detail_reason: self.detail_reason,
            lines: (0..lines)
                .map(|_| FormLine {
                    item: items.next().unwrap_or_default(),
                    quantity: quantities.next().unwrap_or_default(),
                })
                .collect(),
            order_number: self.order_number,
            valid_from: self.valid_from,
            valid_until: self.valid_until,
            message: self.message,
            id_kind: self.id_kind,
            players: self.players,
            file: self.file,
            id_column: self.id_column,
            quantity_column: self.quantity_column,
            keep_first: self.keep_first,
            comment: self.comment,
        }
    }
}

impl Wish {
    fn parse(text: &str) -> Option<Wish> {
        match text {
            "" => Some(Wish::Submit),
            "keep-first" => Some(Wish::KeepFirst),
            "check" => Some(Wish::Check),
            "choose-game" => Some(Wish::ChooseGame),
            "add-item" => Some(Wish::AddItem),
            _ => text.strip_prefix("remove-")?.parse().ok().map(Wish::Remove),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::extract::FromRequest;
    use axum::http::{Request, header};
    use axum_extra::extract::Form as Extracted;

    use super::*;

    const KEY: &str = "key=01890a5d-ac96-774b-bcce-b302099a8057";

    async fn read(rest: &str) -> Result<(Uuid, Wish, Form), Failure> {
        let request = Request::post("/requests/new")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(rest.to_owned()))
            .expect("a request");
        let Extracted(posted) = Extracted::<Posted>::from_request(request, &()).await.expect("a form");
        posted.read()
    }

    fn line(item: &str, quantity: &str) -> FormLine {
        FormLine { item: item.into(), quantity: quantity.into() }
    }

    #[tokio::test]
    async fn repeated_fields_keep_their_order() {
        let body = format!(
            "{KEY}&game=moonlit&server=kr-2&server=kr-1&item=GEM+%C2%B7+Gem&quantity=1%2C000&item=&quantity=+7+&direction=grant"
        );
        let (_, wish, form) = read(&body).await.expect("readable");
        assert_eq!(wish, Wish::Submit);
        assert_eq!(form.servers, ["kr-2", "kr-1"]);
        assert_eq!(form.lines, [line("GEM · Gem", "1,000"), line("", " 7 ")]);
    }

    #[tokio::test]
    async fn what_was_typed_is_kept_to_the_letter() {
        let body = format!(
            "{KEY}&players=%0D%0A10000001%0D%0A%20%3C%2Ftextarea%3E&comment=%F0%9F%8E%81%22%26amp%3B&quantity=1e9"
        );
        let (_, _, form) = read(&body).await.expect("readable");
        assert_eq!(form.players, "\r\n10000001\r\n </textarea>");
        assert_eq!(form.comment, "🎁\"&amp;");
        assert_eq!(form.lines, [line("", "1e9")]);
    }

    #[tokio::test]
    async fn buttons_change_what_they_name() {
        let lines = "item=A&quantity=1&item=B&quantity=2&item=C&quantity=3";
        let (_, _, form) = read(&format!("{KEY}&{lines}&do=add-item")).await.expect("readable");
        assert_eq!(form.lines.last(), Some(&line("", "")));
        let (_, wish, form) = read(&format!("{KEY}&{lines}&do=remove-2")).await.expect("readable");
        assert_eq!(wish, Wish::Remove(2));
        assert_eq!(form.lines, [line("A", "1"), line("C", "3")]);
        for none in ["remove-0", "remove-4"] {
            let (_, _, form) = read(&format!("{KEY}&{lines}&do={none}")).await.expect("readable");
            assert_eq!(form.lines.len(), 3);
        }
        let (_, _, form) = read(&format!("{KEY}&do=keep-first")).await.expect("readable");
        assert!(form.keep_first);
        let (_, _, form) = read(&format!("{KEY}&keep_first=true")).await.expect("readable");
        assert!(form.keep_first);
    }

    #[tokio::test]
    async fn only_keys_and_wishes_of_our_own_are_understood() {
        for body in ["", "key=7", "do=check", &format!("{KEY}&do=approve"), &format!("{KEY}&do=remove-x")] {
            assert!(matches!(read(body).await, Err(Failure::Malformed(_))), "{body}");
        }
    }
}
