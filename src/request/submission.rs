use jiff::tz::TimeZone;
use serde_json::json;
use uuid::Uuid;

use super::form::{Field, Form, Problem};
use super::{Complaint, Direction, Plan, PlayerList, Recipient, Request, Seal, check};
use crate::error::{Error, Result};
use crate::event::Subject;
use crate::people::Operator;

/// All that a request is made of.
#[derive(Clone, Debug)]
pub struct Submission {
    pub plan: Plan,
    pub players: Vec<Recipient>,
}

impl Submission {
    /// The canonical content, and the seal over it and the players.
    pub(crate) fn seal(&self) -> Result<(String, String)> {
        let canonical = self.plan.content.canonical()?;
        let mut seal = Seal::over(&canonical);
        for player in &self.players {
            seal.add(player);
        }
        Ok((canonical, seal.finish()))
    }
}

impl Operator<'_> {
    /// Makes one request of a form, however often the form is sent: `submission_key` is the form's own.
    ///
    /// # Errors
    /// The outer error is the desk's; the inner one is what is wrong with the form.
    pub async fn submit(
        &self,
        form: &Form,
        submission_key: &str,
        zone: &TimeZone,
    ) -> Result<Result<Request, Vec<Complaint>>> {
        let catalog = self.desk.catalog_of(self.game.clone()).await?;
        let (listed, players) = PlayerList::typed(form, &catalog);
        match check(form, &catalog, zone, &listed) {
            Ok(plan) => self.request(&Submission { plan, players }, submission_key).await,
            Err(complaints) => Ok(Err(complaints)),
        }
    }

    /// Makes one request of what was checked, however often it is sent.
    pub async fn request(
        &self,
        submission: &Submission,
        submission_key: &str,
    ) -> Result<Result<Request, Vec<Complaint>>> {
        let (canonical, seal) = submission.seal()?;
        let Submission { plan, players } = submission;

        let mut tx = self.desk.db().begin().await?;
        let now = self.desk.now();
        let key = Uuid::now_v7().to_string();
        let inserted =
            tx.insert_request(submission, &canonical, &seal, &key, submission_key, self.person.id, now).await?;
        let Some(id) = inserted else {
            drop(tx);
            return self.submitted_before(submission_key, &seal).await;
        };
        tx.insert_lines(id, plan).await?;
        if let Some(order_number) = &plan.content.order_number {
            let direction = plan.content.direction;
            if let Some(holder) = tx.claim_order(self.game.id, direction, order_number, id).await? {
                return Ok(Err(vec![Complaint { field: Field::OrderNumber, problem: Problem::OrderTaken(holder) }]));
            }
        }
        for (i, server) in plan.server_ids.iter().enumerate() {
            let first = (i * players.len()) as i64 + 1;
            tx.insert_deliveries(id, first, *server, players).await?;
        }
        let details = json!({ "players": players.len(), "servers": plan.content.servers, "seal": seal });
        tx.record(now, &self.person.actor(), Subject::Request(id), "requested", details).await?;
        tx.delete_draft(submission_key, self.person.id).await?;
        tx.commit().await?;
        let request = self.desk.db().request(id).await?.ok_or(Error::Lost("request"))?;
        Ok(Ok(request))
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
