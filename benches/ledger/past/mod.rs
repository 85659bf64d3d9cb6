//! A year of a desk, made up from a seed: what was asked for, by whom, and what became of it. The same numbers give the
//! same year, row by row, and every invariant holds in it.

mod catalog;
mod plan;
mod rows;
mod write;

use std::collections::HashMap;

use grantdesk::desk::Desk;
use grantdesk::error::Result;
use grantdesk::event::Actor;
use grantdesk::people::{Permission, Person};

pub use self::catalog::{APPROVERS, OPERATORS};
use self::plan::plan;
use self::write::Writer;

/// How large the year is, and when it ended.
#[derive(Clone, Copy, Debug)]
pub struct Past {
    pub deliveries: i64,
    pub seed: u64,
    /// Unix milliseconds.
    pub until: i64,
}

/// A password nobody knows.
const HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IHNpZ25zIGlu$bm9ib2R5";

/// Writes the year into a desk in which nothing was ever asked for.
pub async fn make(desk: &Desk, past: Past) -> Result<()> {
    desk.apply_catalog(&Actor::command_line(), &catalog::file()).await?;
    let operators = people(desk, "operator", OPERATORS, Permission::Request, past.until).await?;
    let approvers = people(desk, "approver", APPROVERS, Permission::Approve, past.until).await?;
    let mut games = Vec::new();
    for code in catalog::GAMES {
        let game = desk.db().game_by_code(code).await?.expect("the game was just written");
        games.push(catalog::Game::read(desk, game.id, code).await?);
    }
    let asks = plan(past);
    let mut writer = Writer::new(desk, &games, operators, approvers, past);
    for (no, ask) in (1..).zip(&asks) {
        writer.add(no, ask).await?;
    }
    writer.finish().await
}

/// So many people of one role in every game; whoever there is already stays.
async fn people(desk: &Desk, role: &str, count: usize, permission: Permission, now: i64) -> Result<Vec<i64>> {
    let role_id = desk.define_role(&format!("past {role}"), &[permission, Permission::LookUp]).await?;
    let mut people = Vec::new();
    for n in 1..=count {
        let username = format!("{role}-{n:02}");
        let mut tx = desk.db().begin().await?;
        let name = format!("{}{} {n:02}", role[..1].to_uppercase(), &role[1..]);
        let user = tx.insert_user(&username, &username, &name, HASH, now).await?.expect("a new user");
        tx.commit().await?;
        desk.give_role(&Actor::command_line(), user, role_id, None).await?;
        people.push(user);
    }
    Ok(people)
}

/// Somebody of the year, signed in.
pub async fn person(desk: &Desk, username: &str) -> Result<Person> {
    let user = desk.db().user_by_username(username).await?.expect("a person of the past");
    Ok(desk.person(user.id, "192.0.2.1").await?.expect("an active account"))
}

/// Numbers that look like chance and are the same every time.
fn chance(no: i64, n: i64) -> u64 {
    let mut x = (no as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (n as u64).wrapping_mul(0xD1B5_4A32_D192_ED03);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

type ByCode = HashMap<String, i64>;
