use jiff::tz::TimeZone;
use serde_json::{Value, json};
use uuid::Uuid;

use super::form::{Field, Form, Problem};
use super::{Complaint, Direction, Plan, PlayerList, Quantity, Recipient, Request, Seal, check};
use crate::error::{Error, Result};
use crate::notification::{Kind, News};
use crate::people::Operator;
use crate::store::Tx;
use crate::store::deliveries::NewDelivery;
use crate::store::requests::{NewLine, NewRequest};
use crate::upload::Upload;

/// Deliveries in one statement.
const CHUNK: usize = 5_000;

/// All that a request is made of.
#[derive(Clone, Debug)]
pub struct Submission {
    pub plan: Plan,
    pub players: Vec<Recipient>,
    /// Where the players were listed, if not typed. It goes once they are in the request.
    pub file: Option<Upload>,
}

/// A submission with the keys and the seal of the request it becomes.
pub(crate) struct Sealed {
    submission: Submission,
    submission_key: String,
    key: String,
    content: String,
    seal: String,
}

impl Submission {
    /// Seals the canonical content and the players. `submission_key` is the form's own.
    pub(crate) fn sealed(self, submission_key: String) -> Result<Sealed> {
        let content = self.plan.content.canonical()?;
        let mut seal = Seal::over(&content);
        for player in &self.players {
            seal.add(player);
        }
        let (seal, key) = (seal.finish(), Uuid::now_v7().to_string());
        Ok(Sealed { submission: self, submission_key, key, content, seal })
    }
}

/// What became of submissions that were to be written.
pub(crate) enum Written {
    /// The numbers of the requests, in the order of their submissions.
    Requests(Vec<i64>),
    /// One of these forms is a request already.
    Before,
    /// These order numbers are held: by the place of the submission, the request that holds it.
    OrdersTaken(Vec<(usize, i64)>),
}

impl Operator<'_> {
    /// Makes one request of a form, however often the form is sent: `submission_key` is the form's own. Times are read
    /// in the zone, and files where it matters in the language of the person.
    ///
    /// # Errors
    /// The outer error is the desk's; the inner one is what is wrong with the form.
    pub async fn submit(
        &self,
        form: &Form,
        submission_key: &str,
        zone: &TimeZone,
        language: &str,
    ) -> Result<Result<Request, Vec<Complaint>>> {
        let catalog = self.desk.catalog_of(self.game.id).await?;
        if form.file.is_empty() {
            let (list, players) = PlayerList::typed(form, &catalog);
            return match check(form, &catalog, zone, &list) {
                Ok(plan) => self.request(Submission { plan, players, file: None }, submission_key).await,
                Err(complaints) => Ok(Err(complaints)),
            };
        }
        let file = self.desk.list_file(self.person, form, &catalog, language).await?;
        let plan = match check(form, &catalog, zone, &PlayerList::of_file(form, file.as_ref())) {
            Ok(plan) => plan,
            Err(complaints) if file.is_some() => return Ok(Err(complaints)),
            Err(complaints) => return self.without_file(submission_key, complaints).await,
        };
        let file = file.ok_or(Error::Lost("upload"))?.upload;
        let players = match self.desk.listed_players(&file, form, &catalog, language).await {
            Err(Error::NotFound) => {
                let complaints = PlayerList::of_file(form, None).complaints;
                return self.without_file(submission_key, complaints).await;
            }
            players => players?,
        };
        self.request(Submission { plan, players, file: Some(file) }, submission_key).await
    }

    /// A file goes with the request that is made of it: then this is what the form has become.
    async fn without_file(
        &self,
        submission_key: &str,
        complaints: Vec<Complaint>,
    ) -> Result<Result<Request, Vec<Complaint>>> {
        Ok(self.desk.submitted(self.person, submission_key).await?.ok_or(complaints))
    }

    /// Makes one request of what was checked, however often it is sent.
    pub async fn request(
        &self,
        submission: Submission,
        submission_key: &str,
    ) -> Result<Result<Request, Vec<Complaint>>> {
        let sealed = [submission.sealed(submission_key.to_owned())?];
        let mut tx = self.desk.db().begin().await?;
        let no = match self.write(&mut tx, &sealed, None).await? {
            Written::Requests(numbers) => numbers[0],
            Written::Before => {
                drop(tx);
                let before = self.submitted_before(submission_key, &sealed[0].seal).await?;
                if let (Ok(_), Some(file)) = (&before, &sealed[0].submission.file) {
                    self.desk.discard_upload(file).await?;
                }
                return Ok(before);
            }
            Written::OrdersTaken(taken) => {
                let taken = taken.into_iter().map(|(_, holder)| Problem::OrderTaken(holder));
                return Ok(Err(taken.map(|problem| Complaint { field: Field::OrderNumber, problem }).collect()));
            }
        };
        tx.delete_draft(submission_key, self.person.id).await?;
        if let Some(file) = &sealed[0].submission.file {
            tx.delete_upload(&file.id).await?;
        }
        tx.commit().await?;
        self.desk.ring();
        let request = self.desk.db().request(no).await?.ok_or(Error::Lost("request"))?;
        Ok(Ok(request))
    }

    /// Writes requests, their deliveries and their events. Unless it answers with their numbers, the transaction has
    /// to be left.
    pub(crate) async fn write(&self, tx: &mut Tx, sealed: &[Sealed], batch: Option<&str>) -> Result<Written> {
        let now = self.desk.now();
        let rows: Vec<NewRequest> = sealed.iter().map(|sealed| sealed.row(batch)).collect();
        let numbers = tx.insert_requests(&rows, self.person.id, now).await?;
        if numbers.len() < rows.len() {
            return Ok(Written::Before);
        }
        let numbered = || numbers.iter().copied().zip(sealed);
        let lines: Vec<NewLine> = numbered().flat_map(|(no, sealed)| sealed.lines(no)).collect();
        tx.insert_lines(&lines).await?;
        let servers =
            numbered().flat_map(|(no, sealed)| sealed.submission.plan.server_ids.iter().map(move |id| (no, *id)));
        tx.insert_servers(&servers.collect::<Vec<_>>()).await?;

        for (no, sealed) in numbered() {
            if let Some(used) = sealed.submission.plan.favorite {
                tx.note_favorite_use(no, used, self.person.id, self.game.id).await?;
            }
        }

        for direction in [Direction::Grant, Direction::Clawback] {
            let of_direction = numbered().filter(|(_, sealed)| sealed.submission.plan.content.direction == direction);
            let claims: Vec<(i64, &str)> = of_direction
                .filter_map(|(no, sealed)| Some((no, sealed.submission.plan.content.order_number.as_deref()?)))
                .collect();
            if claims.is_empty() {
                continue;
            }
            let taken = tx.claim_orders(self.game.id, direction, &claims).await?;
            if !taken.is_empty() {
                let place = |no| numbers.iter().position(|number| *number == no).ok_or(Error::Lost("request"));
                let taken = taken.into_iter().map(|(no, holder)| Ok((place(no)?, holder)));
                return Ok(Written::OrdersTaken(taken.collect::<Result<_>>()?));
            }
        }

        let deliveries: Vec<NewDelivery> = numbered().flat_map(|(no, sealed)| sealed.deliveries(no)).collect();
        for chunk in deliveries.chunks(CHUNK) {
            tx.insert_deliveries(chunk).await?;
        }
        let details: Vec<(i64, Value)> = numbered().map(|(no, sealed)| (no, sealed.details(batch))).collect();
        let actor = self.person.actor();
        tx.record_requests(now, &actor, "requested", &details).await?;
        let requested: Vec<(i64, Kind)> = numbers.iter().map(|no| (*no, Kind::Requested)).collect();
        News::of(&actor, now).together().tell(tx, &requested).await?;
        Ok(Written::Requests(numbers))
    }

    /// Which request holds the form's order number now. Only submitting decides; this is to be told early.
    pub async fn order_holder(&self, form: &Form) -> Result<Option<i64>> {
        let order_number = form.order_number.trim();
        let Some(direction) = Direction::parse(&form.direction).filter(|_| !order_number.is_empty()) else {
            return Ok(None);
        };
        self.desk.db().order_holder(self.game.id, direction, order_number).await
    }

    async fn submitted_before(&self, submission_key: &str, seal: &str) -> Result<Result<Request, Vec<Complaint>>> {
        let earlier = self
            .desk
            .db()
            .request_by_submission(self.person.id, submission_key)
            .await?
            .ok_or(Error::Lost("submission"))?;
        if earlier.seal == seal {
            return Ok(Ok(earlier));
        }
        Ok(Err(vec![Complaint { field: Field::Form, problem: Problem::AlreadySubmitted(earlier.id) }]))
    }
}

impl Sealed {
    fn row<'a>(&'a self, batch: Option<&'a str>) -> NewRequest<'a> {
        let Submission { plan, players, .. } = &self.submission;
        NewRequest {
            key: &self.key,
            submission_key: &self.submission_key,
            game_id: plan.game_id,
            direction: plan.content.direction.as_str(),
            reason_id: plan.reason_id,
            detail_reason_id: plan.detail_reason_id,
            order_number: plan.content.order_number.as_deref(),
            id_kind: &plan.content.id_kind,
            comment: &plan.content.comment,
            content: &self.content,
            seal: &self.seal,
            players: players.len() as i64,
            deliveries: (players.len() * plan.server_ids.len()) as i64,
            batch_id: batch,
        }
    }

    fn lines(&self, no: i64) -> impl Iterator<Item = NewLine> {
        let plan = &self.submission.plan;
        plan.item_ids.iter().zip(&plan.content.items).zip(1..).map(move |((item, content), line)| {
            let line = NewLine { request_id: no, line, item_id: *item, ..NewLine::default() };
            match content.quantity {
                Quantity::Each(quantity) => NewLine { quantity: Some(quantity), ..line },
                Quantity::PerPlayer { least, most, total } => {
                    NewLine { least: Some(least), most: Some(most), total: Some(total), ..line }
                }
            }
        })
    }

    /// One for each player on each server, server by server.
    fn deliveries(&self, no: i64) -> impl Iterator<Item = NewDelivery<'_>> {
        let Submission { plan, players, .. } = &self.submission;
        let recipients =
            plan.server_ids.iter().flat_map(move |server| players.iter().map(move |player| (*server, player)));
        recipients.zip(1..).map(move |((server, recipient), n)| {
            (no, n, server, recipient.player.as_str(), recipient.quantity, recipient.info.as_deref())
        })
    }

    fn details(&self, batch: Option<&str>) -> Value {
        let Submission { plan, players, file } = &self.submission;
        let mut details = json!({ "players": players.len(), "servers": plan.content.servers, "seal": self.seal });
        if let Some(file) = file {
            details["file"] = file.name.as_str().into();
        }
        if let Some(batch) = batch {
            details["batch"] = batch.into();
        }
        details
    }
}
