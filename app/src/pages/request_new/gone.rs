//! What a saved form named and its game does not have any more.

use grantdesk::catalog::Names;
use grantdesk::request::{Field, Gone};
use leptos::prelude::*;

use super::complaints::label;
use super::form::Sheet;
use crate::parts::notice::Notice;
use crate::parts::sentence::Sentence;
use crate::t;

pub fn view(sheet: &Sheet) -> Option<AnyView> {
    if sheet.form.gone.is_empty() {
        return None;
    }
    let things: Vec<String> = sheet.form.gone.iter().map(|gone| thing(sheet, gone)).collect();
    let text = t!("new-gone", game = sheet.game(), things = things.join(&t!("list-comma")));
    Some(view! { <Notice tone="warn" icon="warn"><Sentence text/></Notice> }.into_any())
}

/// What it is, by the name it had.
fn thing(sheet: &Sheet, gone: &Gone) -> String {
    let catalog = &sheet.catalog;
    let named = |names: Option<&Names>, code: &str| {
        names.map_or_else(|| code.to_owned(), |names| names.in_language(sheet.language.code()).to_owned())
    };
    let (field, name) = match gone {
        Gone::Server(code) => {
            let server = catalog.servers.iter().find(|one| one.code == *code);
            (t!("column-server"), server.map_or_else(|| code.clone(), |server| server.name.clone()))
        }
        Gone::Reason(code) => {
            let known = catalog.reasons.iter().find(|one| one.code == *code);
            (label(Field::Reason), named(known.map(|one| &one.names), code))
        }
        Gone::DetailReason(code) => {
            let known = catalog.detail_reasons.iter().find(|one| one.code == *code);
            (label(Field::DetailReason), named(known.map(|one| &one.names), code))
        }
        Gone::Item(code) => {
            let known = catalog.items.iter().find(|one| one.code == *code);
            (t!("new-item"), named(known.map(|one| &one.names), code))
        }
        Gone::Message(key) => (label(Field::Message), key.clone()),
        Gone::IdKind(code) => (label(Field::IdKind), code.clone()),
    };
    t!("new-gone-thing", field = field, name = name)
}
