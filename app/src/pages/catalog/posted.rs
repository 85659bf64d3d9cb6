use grantdesk::catalog::{Kind, Shape};

use crate::parts::look::Look;

/// What a form of an entry sent.
#[derive(Debug)]
pub struct Posted {
    /// One text a field.
    pub texts: Vec<String>,
    /// What stood in them when the page was shown.
    pub seen: Vec<String>,
    /// One that the game's side has already.
    pub secret: String,
    /// Whether it said what was wrong.
    pub refused: bool,
    /// It was not to be saved, only to be shown otherwise.
    pub look: Option<Look>,
}

impl Posted {
    pub fn read(kind: Kind, fields: &[(String, String)]) -> Posted {
        let value = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let text = |(name, shape): (&str, Shape)| match shape {
            // A box that is not ticked is not sent.
            Shape::Flag => value(name).unwrap_or_else(|| "false".to_owned()),
            _ => value(name).unwrap_or_default(),
        };
        let texts = kind.fields().iter().map(|field| text((field.name, field.shape))).collect();
        let seen = value("seen").and_then(|seen| serde_json::from_str(&seen).ok()).unwrap_or_default();
        let look = value("do").and_then(|wish| Look::parse(&wish));
        Posted { texts, seen, secret: value("secret").unwrap_or_default(), refused: value("refused").is_some(), look }
    }
}
