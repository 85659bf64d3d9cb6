use grantdesk::batch::BatchForm;
use uuid::Uuid;

use crate::failure::Failure;
use crate::parts::look::Look as Switch;

/// Which button sent the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Only keep what comes, and show it.
    Look,
    /// Check the file anew although nothing of it changed.
    Check,
    ChooseGame,
    KeepFirst,
    Submit,
    /// Only keep what comes, and show it otherwise.
    Switch(Switch),
}

#[derive(Debug)]
pub struct Posted {
    /// Of a form whose address does not say it.
    pub id: Option<String>,
    pub wish: Wish,
    pub form: BatchForm,
}

/// The form with the wish's own change made.
///
/// # Errors
/// `Malformed` for what no form of ours sends.
pub fn read(fields: Vec<(String, String)>) -> Result<Posted, Failure> {
    let (mut id, mut wish) = (None, Wish::Look);
    let mut form = BatchForm::default();
    for (name, value) in fields {
        match name.as_str() {
            "batch" => {
                let parsed = value.parse::<Uuid>().map_err(|_| Failure::Malformed(format!("batch={value}")))?;
                id = Some(parsed.to_string());
            }
            "do" => wish = Wish::parse(&value).ok_or_else(|| Failure::Malformed(format!("do={value}")))?,
            "game" => form.game = value,
            "server" => form.servers.push(value),
            "reason" => form.reason = value,
            "detail_reason" => form.detail_reason = value,
            "id_kind" => form.id_kind = value,
            "keep_first" => form.keep_first = value == "true",
            // As browsers send line breaks, so that a form that comes back unchanged is the same.
            "comment" => form.comment = value.replace("\r\n", "\n"),
            _ => {}
        }
    }
    if wish == Wish::KeepFirst {
        form.keep_first = true;
    }
    Ok(Posted { id, wish, form })
}

impl Wish {
    fn parse(text: &str) -> Option<Wish> {
        match text {
            "look" => Some(Wish::Look),
            "check" => Some(Wish::Check),
            "choose-game" => Some(Wish::ChooseGame),
            "keep-first" => Some(Wish::KeepFirst),
            "submit" => Some(Wish::Submit),
            _ => Switch::parse(text).map(Wish::Switch),
        }
    }
}
