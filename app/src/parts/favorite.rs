//! What a saved form says, in a line or two.

use grantdesk::favorite::Favorite;
use grantdesk::request::{Direction, Form, FormLine};

use crate::parts::names::Names;
use crate::{t, words};

/// What each player gets or loses: +300 Gem, +3 Summon Ticket.
pub fn items(form: &Form, names: &Names) -> String {
    let sign = if form.direction == Direction::Clawback.as_str() { "−" } else { "+" };
    let items: Vec<String> =
        form.lines.iter().map(|line| format!("{sign}{} {}", line.quantity, item(line, form, names))).collect();
    items.join(&t!("list-comma"))
}

/// Which way and why, and where that is to be said: Grant · Outage compensation · Star Courier.
pub fn about(form: &Form, names: &Names, with_game: bool) -> String {
    let language = words::language().code();
    let catalog = names.0.iter().find(|catalog| catalog.game.code == form.game);
    let direction = Direction::parse(&form.direction).map(|way| t!(&format!("direction-{}", way.as_str())));
    let reason = catalog.and_then(|catalog| catalog.reasons.iter().find(|reason| reason.code == form.reason));
    let reason = reason.map(|reason| reason.names.in_language(language).to_owned());
    let game = catalog.filter(|_| with_game);
    let game = game.map(|catalog| catalog.game.names.in_language(language).to_owned());
    let all: Vec<String> = [direction, reason, game].into_iter().flatten().collect();
    all.join(" · ")
}

/// That it is a template, and by whom if not by oneself.
pub fn template(favorite: &Favorite, own: bool) -> String {
    if own { t!("favorites-is-shared") } else { t!("favorites-template-of", who = favorite.owner.clone()) }
}

/// The servers by their names, or by their codes where they have none any more.
pub fn servers(form: &Form, names: &Names) -> String {
    let known = |code: &String| {
        let catalog = names.0.iter().find(|catalog| catalog.game.code == form.game)?;
        catalog.servers.iter().find(|server| server.code == *code).map(|server| server.name.clone())
    };
    let servers: Vec<String> = form.servers.iter().map(|code| known(code).unwrap_or_else(|| code.clone())).collect();
    servers.join(&t!("list-comma"))
}

fn item(line: &FormLine, form: &Form, names: &Names) -> String {
    let catalog = names.0.iter().find(|catalog| catalog.game.code == form.game);
    let item = catalog.and_then(|catalog| catalog.items.iter().find(|item| item.code == line.code()));
    item.map_or_else(|| line.item.clone(), |item| item.names.in_language(words::language().code()).to_owned())
}
