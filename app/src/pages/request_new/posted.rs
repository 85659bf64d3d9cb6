use grantdesk::request::{Form, FormFavorite, FormLine};
use uuid::Uuid;

use crate::failure::Failure;
use crate::parts::look::Look;

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
    RemoveFile,
    /// Only to see it otherwise.
    Look(Look),
    /// Fill it from this favorite.
    Apply(i64),
    SaveFavorite,
    /// Put it in the place of a favorite.
    ReplaceFavorite,
}

/// A form as it was sent, with the wish's own change made.
#[derive(Debug)]
pub struct Posted {
    pub key: Uuid,
    pub wish: Wish,
    pub form: Form,
    /// What the page said was cleaned in the file.
    pub seen: String,
    /// The favorite that is to be replaced.
    pub replace: Option<i64>,
}

/// # Errors
/// `Malformed` for what no form of ours sends.
pub fn read(fields: Vec<(String, String)>) -> Result<Posted, Failure> {
    let (mut key, mut wish, mut seen, mut replace) = (String::new(), String::new(), String::new(), None);
    let (mut items, mut quantities) = (Vec::new(), Vec::new());
    let mut form = Form::default();
    for (name, value) in fields {
        match name.as_str() {
            "key" => key = value,
            "do" => wish = value,
            "game" => form.game = value,
            "server" => form.servers.push(value),
            "direction" => form.direction = value,
            "reason" => form.reason = value,
            "detail_reason" => form.detail_reason = value,
            "item" => items.push(value),
            "quantity" => quantities.push(value),
            "order_number" => form.order_number = value,
            "valid_from" => form.valid_from = value,
            "valid_until" => form.valid_until = value,
            "message" => form.message = value,
            "id_kind" => form.id_kind = value,
            "players" => form.players = value,
            "upload" => form.file = value,
            "seen" => seen = value,
            "id_column" => form.id_column = value,
            "quantity_column" => form.quantity_column = value,
            "keep_first" => form.keep_first = value == "true",
            "comment" => form.comment = value,
            "favorite" => form.favorite = favorite(&value),
            "favorite_name" => form.favorite_name = value,
            "replace" => replace = value.parse().ok(),
            _ => {}
        }
    }
    let key = key.parse().map_err(|_| Failure::Malformed(format!("key={key}")))?;
    let wish = Wish::parse(&wish).ok_or_else(|| Failure::Malformed(format!("do={wish}")))?;
    let lines = items.len().max(quantities.len());
    let (mut items, mut quantities) = (items.into_iter(), quantities.into_iter());
    let line = |_| FormLine { item: items.next().unwrap_or_default(), quantity: quantities.next().unwrap_or_default() };
    form.lines = (0..lines).map(line).collect();
    match wish {
        Wish::KeepFirst => form.keep_first = true,
        Wish::AddItem => form.lines.push(FormLine::default()),
        Wish::Remove(line) if (1..=form.lines.len()).contains(&line) => {
            form.lines.remove(line - 1);
        }
        Wish::RemoveFile => {
            form.file.clear();
            form.id_column.clear();
            form.quantity_column.clear();
            form.keep_first = false;
        }
        _ => {}
    }
    Ok(Posted { key, wish, form, seen, replace })
}

/// A favorite and its version as the form sends them: 12.3.
fn favorite(text: &str) -> Option<FormFavorite> {
    let (id, version) = text.split_once('.')?;
    Some(FormFavorite { id: id.parse().ok()?, version: version.parse().ok()? })
}

impl Wish {
    fn parse(text: &str) -> Option<Wish> {
        match text {
            "" => Some(Wish::Submit),
            "keep-first" => Some(Wish::KeepFirst),
            "check" => Some(Wish::Check),
            "choose-game" => Some(Wish::ChooseGame),
            "add-item" => Some(Wish::AddItem),
            "remove-file" => Some(Wish::RemoveFile),
            "save-favorite" => Some(Wish::SaveFavorite),
            "replace-favorite" => Some(Wish::ReplaceFavorite),
            _ => {
                let favorite = text.strip_prefix("apply-").and_then(|id| id.parse().ok()).map(Wish::Apply);
                let line = text.strip_prefix("remove-").and_then(|line| line.parse().ok()).map(Wish::Remove);
                favorite.or(line).or_else(|| Look::parse(text).map(Wish::Look))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::extract::{Form as Extracted, FromRequest};
    use axum::http::{Request, header};

    use super::*;

    const KEY: &str = "key=01890a5d-ac96-774b-bcce-b302099a8057";

    async fn read(rest: &str) -> Result<(Uuid, Wish, Form), Failure> {
        let request = Request::post("/requests/new")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(rest.to_owned()))
            .expect("a request");
        let Extracted(fields) = Extracted::from_request(request, &()).await.expect("a form");
        super::read(fields).map(|Posted { key, wish, form, .. }| (key, wish, form))
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
