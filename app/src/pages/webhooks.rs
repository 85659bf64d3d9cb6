//! Webhooks: one's own, and those of a game.

mod form;
mod game;
mod own;
mod panels;

pub use game::{add, change, list, remove, resume, show, test};
pub use own::{remove_own, resume_own, save_own, show_own, test_own};

use fluent_bundle::FluentArgs;
use grantdesk::error::{Error, Result as Done};
use grantdesk::webhook::{GivenUp, Keeper, Posted, Webhook};

use self::form::WebhookSheet;
pub use self::panels::StateBadge;
use crate::app::App;
use crate::failure::Failure;
use crate::flash::{Flash, refusal};
use crate::visitor::Visitor;
use crate::words::text;

/// The page of a game's webhooks, or of one of them.
pub fn place(game: &str, id: Option<i64>) -> String {
    let game = super::catalog::place(game, grantdesk::catalog::Kind::Game, None);
    match id {
        Some(id) => format!("{game}/webhooks/{id}"),
        None => format!("{game}/webhooks"),
    }
}

/// A webhook with what stands around its form.
#[derive(Clone)]
struct Known {
    webhook: Webhook,
    given_up: Vec<GivenUp>,
    /// How a test message was answered, just now.
    posted: Option<Posted>,
}

impl Known {
    async fn read(keeper: &Keeper<'_>, id: i64) -> Result<Known, Failure> {
        Ok(Known { webhook: keeper.webhook(id).await?, given_up: keeper.given_up(id).await?, posted: None })
    }

    /// None for who has sent too many test messages; the next page says so.
    async fn tested(app: &App, visitor: &Visitor, keeper: &Keeper<'_>, id: i64) -> Result<Option<Known>, Failure> {
        match keeper.test(id, &app.outlet, &app.tell()).await {
            Ok(posted) => Ok(Some(Known { posted: Some(posted), ..Known::read(keeper, id).await? })),
            Err(Error::TooManyTries) => {
                let wait = text(visitor.language, "webhook-test-too-many", &FluentArgs::new());
                Flash::warn(wait).keep(&visitor.session).await?;
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// The form as it is before anybody typed anything.
fn sheet(app: &App, visitor: &Visitor, known: Option<Known>, of_game: bool) -> WebhookSheet {
    WebhookSheet::new(known, of_game, app.outlet.hosts().names().to_vec(), visitor.language, app.desk.now())
}

/// Says on the next page what was done, or why not.
async fn say(visitor: &Visitor, done: Done<()>, key: &str) -> Result<(), Failure> {
    let flash = match done {
        Ok(()) => Flash::good(text(visitor.language, key, &FluentArgs::new())),
        Err(error) => refusal(visitor.language, &visitor.zone, &error)?,
    };
    flash.keep(&visitor.session).await
}
