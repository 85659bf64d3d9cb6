use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::{Content, ContentLine, Form, FormLine, Quantity, Request};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::people::Person;

/// The most players that are taken over from another request.
pub const REPEATED_PLAYERS: i64 = 1_000;

/// Whom a request like another one is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    Nobody,
    /// The same players.
    Everybody,
    /// The player of this delivery, on its server.
    Player(i64),
}

impl Desk {
    /// Leaves a form like a request, without what its game does not have any more: the ID of the draft. The order
    /// number comes along when no request holds it.
    ///
    /// # Errors
    /// `Forbidden` to whoever may not ask in its game; `NothingToDo` when its players cannot be taken over.
    pub async fn another(
        &self,
        person: &Person,
        no: i64,
        whom: Whom,
        zone: &TimeZone,
        language: &str,
    ) -> Result<String> {
        let request = self.request(person, no).await?;
        let catalog = self.catalog_of(request.game_id).await?;
        let operator = self.operator(person, &catalog.game.code).await?;
        let mut form = self.form_like(&request, zone)?;
        match whom {
            Whom::Nobody => {}
            Whom::Everybody if self.can_be_repeated(&request).await? => {
                let players = self.db().sealed_players(no, 0, REPEATED_PLAYERS).await?;
                form.players =
                    players.into_iter().map(|(_, recipient)| recipient.player).collect::<Vec<_>>().join("\n");
            }
            Whom::Everybody => return Err(Error::NothingToDo),
            Whom::Player(n) => {
                let delivery = self.db().delivery(no, n).await?.ok_or(Error::NotFound)?;
                form.servers = vec![self.db().server(delivery.server_id).await?.code];
                form.players = delivery.player_id;
                if let (Some(quantity), [line]) = (delivery.quantity, &mut form.lines[..]) {
                    line.quantity = quantity.to_string();
                }
            }
        }
        if operator.order_holder(&form).await?.is_some() {
            form.order_number.clear();
        }
        form.fit(&catalog, language);
        let id = Uuid::now_v7().to_string();
        self.keep_draft(person, &id, &form, false).await?;
        Ok(id)
    }

    /// Whether a request's players can be typed into another form: they are not too many, and its list said nothing
    /// else of any of them.
    pub async fn can_be_repeated(&self, request: &Request) -> Result<bool> {
        Ok(request.players <= REPEATED_PLAYERS && !self.db().has_own_details(request.id).await?)
    }

    /// What was asked, as it would be typed, but for the players.
    fn form_like(&self, request: &Request, zone: &TimeZone) -> Result<Form> {
        let content = Content::parse(&request.content)?;
        let ahead = |at: Option<i64>| at.filter(|at| *at > self.now());
        // What would have ended already is no period any more.
        let valid_from =
            ahead(content.valid_from).filter(|_| content.valid_until.is_none_or(|until| until > self.now()));
        Ok(Form {
            game: content.game,
            servers: content.servers,
            direction: content.direction.as_str().into(),
            reason: content.reason,
            detail_reason: content.detail_reason.unwrap_or_default(),
            lines: content.items.into_iter().map(line).collect(),
            order_number: content.order_number.unwrap_or_default(),
            valid_from: typed(valid_from, zone),
            valid_until: typed(ahead(content.valid_until), zone),
            message: content.message.map(|message| message.key).unwrap_or_default(),
            id_kind: content.id_kind,
            comment: content.comment,
            ..Form::default()
        })
    }
}

/// Where the list said how much each player gets, nothing is typed.
fn line(line: ContentLine) -> FormLine {
    let quantity = match line.quantity {
        Quantity::Each(quantity) => quantity.to_string(),
        Quantity::PerPlayer { .. } => String::new(),
    };
    FormLine { item: line.code, quantity }
}

/// A moment as a browser writes it.
fn typed(at: Option<i64>, zone: &TimeZone) -> String {
    let at = at.and_then(|at| Timestamp::from_millisecond(at).ok());
    at.map(|at| at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()).unwrap_or_default()
}
