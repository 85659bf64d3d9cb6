//! Who may do what where: games down, roles across, and a press gives or takes.

use grantdesk::people::{Membership, Permission, Person, Role};
use leptos::prelude::*;

use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::t;

/// A game, or every game; and whether its people are this admin's to change.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub game: Option<i64>,
    pub may_change: bool,
}

/// What a press asks for: `give:3:7`, or `take:3:` for every game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Toggle {
    pub give: bool,
    pub role: i64,
    pub game: Option<i64>,
}

impl Toggle {
    fn word(self) -> String {
        let game = self.game.map(|game| game.to_string()).unwrap_or_default();
        format!("{}:{}:{game}", if self.give { "give" } else { "take" }, self.role)
    }

    pub fn parse(word: &str) -> Option<Toggle> {
        let mut parts = word.splitn(3, ':');
        let give = match parts.next()? {
            "give" => true,
            "take" => false,
            _ => return None,
        };
        let role = parts.next()?.parse().ok()?;
        let game = match parts.next()? {
            "" => None,
            game => Some(game.parse().ok()?),
        };
        Some(Toggle { give, role, game })
    }
}

/// Every game first. A retired game is there as long as something is held in it.
pub fn places(person: &Person, names: &Names, memberships: &[Membership]) -> Vec<Place> {
    let may_everywhere = person.may_everywhere(Permission::Administer);
    let is_held = |game: Option<i64>| memberships.iter().any(|one| one.game_id == game);
    let every = (may_everywhere || is_held(None)).then_some(Place { game: None, may_change: may_everywhere });
    let games = names.0.iter().map(|catalog| &catalog.game).filter(|game| {
        person.may(Permission::Administer, game.id) && (game.retired_at.is_none() || is_held(Some(game.id)))
    });
    every.into_iter().chain(games.map(|game| Place { game: Some(game.id), may_change: true })).collect()
}

pub fn table(user: i64, places: &[Place], names: &Names, roles: &[Role], memberships: &[Membership]) -> AnyView {
    let holds = |role: i64, game: Option<i64>| memberships.iter().any(|one| one.role_id == role && one.game_id == game);
    let shown: Vec<&Role> = roles
        .iter()
        .filter(|role| role.retired_at.is_none() || memberships.iter().any(|one| one.role_id == role.id))
        .collect();
    let heads = shown.iter().map(|role| {
        let retired = role.retired_at.map(|_| view! { <small>{t!("role-retired")}</small> });
        view! { <th scope="col">{role.name.clone()}{retired}</th> }
    });
    let heads = heads.collect_view();
    let rows = places.iter().map(|place| {
        let name = place.game.map_or_else(|| t!("every-game"), |game| names.game(game));
        let cells = shown.iter().map(|role| {
            let held = holds(role.id, place.game);
            let cell = if place.may_change && (held || role.retired_at.is_none()) {
                let toggle = Toggle { give: !held, role: role.id, game: place.game };
                let label = t!("user-role-in", role = role.name.clone(), game = name.clone());
                let icon = if held { "approved" } else { "plus" };
                view! {
                    <button class="lone" name="do" value=toggle.word() aria-pressed=held.to_string() aria-label=label><Icon name=icon/></button>
                }
                .into_any()
            } else if held {
                view! { <Icon name="approved"/><span class="hush">{t!("yes")}</span> }.into_any()
            } else {
                ().into_any()
            };
            view! { <td>{cell}</td> }
        });
        view! { <tr class="plain"><th scope="row">{name.clone()}</th>{cells.collect_view()}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <form class="scroll" method="post" action=format!("/admin/users/{user}/roles")>
            <table class="matrix">
                <thead><tr><th scope="col">{t!("column-game")}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::Toggle;

    #[test]
    fn a_press_is_understood_as_it_was_offered() {
        for toggle in [Toggle { give: true, role: 3, game: Some(7) }, Toggle { give: false, role: 3, game: None }] {
            assert_eq!(Toggle::parse(&toggle.word()), Some(toggle));
        }
        for wrong in ["", "give", "give:3", "give:x:", "give:3:x", "keep:3:7"] {
            assert_eq!(Toggle::parse(wrong), None, "{wrong}");
        }
    }
}
