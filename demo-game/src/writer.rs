//! One task writes: whatever is waiting goes into the ledger together, and is answered once it is committed.

use std::{
    collections::HashMap,
    time::{Duration, SystemTime},
};

use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
};

use crate::{
    Chaos,
    behaviour::{self, Conduct, Decision, Fault},
    contract::{Delivery, Refusal, Verdict},
    ledger::{Entry, Ledger, Record},
};

/// About so many deliveries go into one transaction at most.
const GROUP: usize = 1000;

/// The way to the task that writes. The task ends when every clone of this is gone.
#[derive(Clone, Debug)]
pub(crate) struct Writer(mpsc::Sender<Call>);

/// A delivery as it arrived, alone or in a batch.
#[derive(Debug)]
pub(crate) struct Arrival {
    pub delivery: Delivery,
    /// The very bytes it was read from.
    pub body: String,
}

/// What is to be answered about one arrival.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub key: String,
    pub answer: Answer,
    /// How long the answer takes.
    pub delay: Duration,
    /// Whether chaos had a hand in it.
    pub struck: bool,
}

#[derive(Debug)]
pub(crate) enum Answer {
    Verdict(Verdict),
    Fault(Fault),
}

/// The ledger could not be written; nothing of the call was applied.
#[derive(Debug, thiserror::Error)]
#[error("the ledger cannot be written")]
pub(crate) struct NotWritten;

/// Deliveries that came in one call and are answered in one.
#[derive(Debug)]
struct Call {
    server: String,
    arrivals: Vec<Arrival>,
    answer: oneshot::Sender<Vec<Outcome>>,
}

impl Writer {
    pub fn start(ledger: Ledger, chaos: Option<Chaos>) -> (Writer, JoinHandle<()>) {
        let (sender, calls) = mpsc::channel(GROUP);
        (Writer(sender), tokio::spawn(write(ledger, chaos, calls)))
    }

    /// What became of these, in their order, once it is in the ledger. Given up half-way, they are written all the same.
    pub async fn deliver(&self, server: String, arrivals: Vec<Arrival>) -> Result<Vec<Outcome>, NotWritten> {
        let (answer, answered) = oneshot::channel();
        self.0.send(Call { server, arrivals, answer }).await.map_err(|_| NotWritten)?;
        answered.await.map_err(|_| NotWritten)
    }
}

async fn write(mut ledger: Ledger, chaos: Option<Chaos>, mut calls: mpsc::Receiver<Call>) {
    while let Some(call) = calls.recv().await {
        let mut deliveries = call.arrivals.len();
        let mut group = vec![call];
        while deliveries < GROUP
            && let Ok(call) = calls.try_recv()
        {
            deliveries += call.arrivals.len();
            group.push(call);
        }
        match write_group(&mut ledger, chaos, &group).await {
            Ok(outcomes) => {
                for (call, outcomes) in group.into_iter().zip(outcomes) {
                    // Who has left meanwhile gets no answer.
                    let _ = call.answer.send(outcomes);
                }
            }
            Err(error) => tracing::error!(%error, deliveries, "deliveries were not written"),
        }
    }
    if let Err(error) = ledger.close().await {
        tracing::error!(%error, "the ledger did not close in good order");
    }
}

async fn write_group(
    ledger: &mut Ledger,
    chaos: Option<Chaos>,
    group: &[Call],
) -> Result<Vec<Vec<Outcome>>, sqlx::Error> {
    let keys: Vec<&str> = group.iter().flat_map(|call| &call.arrivals).map(|a| a.delivery.key.as_str()).collect();
    let mut entry = ledger.begin().await?;
    let mut page = Page {
        known: entry.records(&keys).await?.into_iter().map(|record| (record.key.clone(), record)).collect(),
        latest_number: entry.latest_number().await?,
        chaos,
        now: unix_milliseconds(),
    };
    let mut outcomes = Vec::with_capacity(group.len());
    for call in group {
        let mut answered = Vec::with_capacity(call.arrivals.len());
        for arrival in &call.arrivals {
            answered.push(page.receive(&mut entry, &call.server, arrival).await?);
        }
        outcomes.push(answered);
    }
    entry.write(&page.known.values().collect::<Vec<_>>()).await?;
    entry.commit().await?;
    Ok(outcomes)
}

/// What is known while one group is written.
struct Page {
    known: HashMap<String, Record>,
    latest_number: i64,
    chaos: Option<Chaos>,
    now: i64,
}

impl Page {
    async fn receive(
        &mut self,
        entry: &mut Entry<'_>,
        server: &str,
        arrival: &Arrival,
    ) -> Result<Outcome, sqlx::Error> {
        let Arrival { delivery, body } = arrival;
        let record = self.known.entry(delivery.key.clone()).or_insert_with(|| Record {
            key: delivery.key.clone(),
            server: server.to_owned(),
            player: delivery.player.id.clone(),
            body: body.clone(),
            times_received: 0,
            number: None,
            refusal: None,
            at: self.now,
        });
        record.times_received += 1;

        let outcome = |answer, delay, struck| Outcome { key: delivery.key.clone(), answer, delay, struck };
        if record.body != *body || record.server != server {
            tracing::warn!(key = record.key, "a key was used again for another delivery");
            entry.accuse(record, server, body, self.now).await?;
            return Ok(outcome(Answer::Verdict(Verdict::Refused(Refusal::KeyReused)), Duration::ZERO, false));
        }

        let strike = self.chaos.and_then(|chaos| chaos.strike(&record.key, record.times_received));
        let mut conduct = behaviour::conduct(delivery, record.times_received);
        let mut delay = Duration::ZERO;
        if let Some(strike) = strike {
            conduct = strike.change(conduct);
            delay = strike.delay();
        }
        let answer = match conduct {
            Conduct::Decide(decision) => Answer::Verdict(decide(record, decision, &mut self.latest_number, self.now)),
            Conduct::DecideAndFail(decision, fault) => {
                decide(record, decision, &mut self.latest_number, self.now);
                Answer::Fault(fault)
            }
            Conduct::Fail(fault) => Answer::Fault(fault),
        };
        Ok(outcome(answer, delay, strike.is_some()))
    }
}

/// Applies at most once: a record that has a number keeps it.
fn decide(record: &mut Record, decision: Decision, latest_number: &mut i64, now: i64) -> Verdict {
    if let Some(transaction_id) = record.transaction_id() {
        return Verdict::AlreadyApplied { transaction_id };
    }
    match decision {
        Decision::Apply => {
            *latest_number += 1;
            Verdict::Applied { transaction_id: record.apply(*latest_number, now) }
        }
        Decision::Refuse(refusal) => {
            record.refusal = (!refusal.retryable()).then_some(refusal);
            Verdict::Refused(refusal)
        }
    }
}

fn unix_milliseconds() -> i64 {
    SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
