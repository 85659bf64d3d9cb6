use std::process::ExitCode;

use clap::{Args, Subcommand};
use grantdesk::error::Error;
use grantdesk::event::Actor;
use grantdesk::people::{NewUser, Permission};

use super::{Database, Failure};

#[derive(Debug, Subcommand)]
pub enum User {
    /// Add a user, with what they may do
    Add(Add),
    /// Disable a user; they are out at their next click
    Disable(Disable),
}

#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    database: Database,
    username: String,
    #[arg(long)]
    name: String,
    /// At least 12 characters
    #[arg(long, env = "GRANTDESK_PASSWORD", hide_env_values = true)]
    password: String,
    /// Of request, approve, look_up, manage_catalog, administer
    #[arg(long, value_delimiter = ',', value_parser = permission)]
    may: Vec<Permission>,
    /// The code of the game where they may; every game if left out
    #[arg(long)]
    game: Option<String>,
}

#[derive(Debug, Args)]
pub struct Disable {
    #[command(flatten)]
    database: Database,
    username: String,
}

fn permission(word: &str) -> Result<Permission, String> {
    Permission::parse(word).ok_or_else(|| "one of request, approve, look_up, manage_catalog, administer".to_owned())
}

impl User {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        match self {
            User::Add(add) => add.run().await,
            User::Disable(disable) => disable.run().await,
        }
    }
}

impl Add {
    async fn run(self) -> Result<ExitCode, Failure> {
        let desk = self.database.open().await?;
        let actor = Actor::command_line();
        let game = match &self.game {
            Some(code) => Some(desk.db().game_by_code(code).await?.ok_or(Error::NotFound)?.id),
            None => None,
        };
        let new = NewUser { username: self.username.clone(), name: self.name, password: self.password };
        let user = desk.add_user(&actor, new).await?;
        if !self.may.is_empty() {
            let role_name = self.may.iter().map(|permission| permission.as_str()).collect::<Vec<_>>().join("+");
            let role = desk.define_role(&role_name, &self.may).await?;
            desk.give_role(&actor, user, role, game).await?;
        }
        println!("Added {}.", self.username);
        Ok(ExitCode::SUCCESS)
    }
}

impl Disable {
    async fn run(self) -> Result<ExitCode, Failure> {
        let desk = self.database.open().await?;
        let user = desk.db().user_by_username(&self.username.trim().to_lowercase()).await?.ok_or(Error::NotFound)?;
        desk.disable_user(&Actor::command_line(), user.id).await?;
        println!("Disabled {}.", self.username);
        Ok(ExitCode::SUCCESS)
    }
}
