use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use metrics::Counter;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use super::Patience;
use super::breaker::Breaker;
use super::claim::{Batch, Job, claim};
use super::pace::{GROUP, Pace};
use super::retry::{Call, given_back, goes_alone, settlement};
use super::settle::{Done, settle_group};
use super::throttle::Throttle;
use crate::catalog::Server;
use crate::connector::{Connector, Parcel, Reply};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::request::{Content, Recipient, number};
use crate::store::deliveries::Claimed;
use crate::store::server_calls::CallMade;

/// How long a finished call waits for others to be settled with.
const GATHER: Duration = Duration::from_millis(50);
/// How long a lane without work waits for more before it ends.
const LINGER: Duration = Duration::from_millis(200);

/// One server's deliveries: claims the next group while the calls of this one are under way and the last is settled.
pub(super) struct Lane {
    desk: Desk,
    connector: Arc<dyn Connector>,
    patience: Arc<Patience>,
    server_id: i64,
    until_idle: bool,
    breaker: Breaker,
    contents: HashMap<i64, (String, Arc<Content>)>,
    ready: VecDeque<Job>,
    done: Vec<Done>,
    done_since: Option<Instant>,
    pace: Pace,
    /// Of `grantdesk_calls_total`, by outcome.
    counters: HashMap<&'static str, Counter>,
}

/// A call that has ended. It may have taken only the first of its deliveries with it, or none.
struct Called {
    jobs: Vec<Job>,
    at: i64,
    replies: Vec<Reply>,
}

/// What could not be written comes back, to be written later.
type Settled = Result<(), (Error, Vec<Done>)>;

impl Lane {
    pub fn new(
        desk: Desk,
        connector: Arc<dyn Connector>,
        patience: Arc<Patience>,
        server_id: i64,
        until_idle: bool,
    ) -> Lane {
        Lane {
            desk,
            connector,
            patience,
            server_id,
            until_idle,
            breaker: Breaker::default(),
            contents: HashMap::new(),
            ready: VecDeque::new(),
            done: Vec::new(),
            done_since: None,
            pace: Pace::new(),
            counters: HashMap::new(),
        }
    }

    /// Works until the server has nothing due, or `stop`.
    ///
    /// # Errors
    /// When the database fails it. What it had claimed and not settled then runs out.
    pub async fn run(mut self, stop: CancellationToken) -> Result<()> {
        let mut server = Arc::new(self.desk.db().server(self.server_id).await?);
        let throttle = Throttle::of(&server);
        let mut calls: JoinSet<Called> = JoinSet::new();
        let mut claiming: Option<JoinHandle<Result<Batch>>> = None;
        let mut settling: Option<JoinHandle<Settled>> = None;
        let mut idle_since: Option<Instant> = None;
        let mut look_at = Instant::now();
        // After a failed claim the lane ends in good order, with the outcomes of its calls written.
        let mut failure: Option<Error> = None;
        let mut tick = tokio::time::interval(GATHER);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);

        loop {
            if stop.is_cancelled() {
                self.give_back();
            }
            self.begin_calls(&mut calls, &server, throttle.as_ref(), &stop).await?;

            // After a pause one call goes first, to see whether the server is well.
            let probing = server.pauses > 0 && !calls.is_empty();
            let idle = !probing && self.ready.len() < self.pace.group() / 2;
            let hungry = idle && failure.is_none() && !stop.is_cancelled() && Instant::now() >= look_at;
            if claiming.is_none() && hungry {
                claiming = Some(self.claim(&server));
            }
            let enough = self.done.len() >= GROUP.min(self.pace.group())
                || self.done_since.is_some_and(|since| since.elapsed() >= GATHER || calls.is_empty());
            if settling.is_none() && enough && !self.done.is_empty() {
                settling = Some(self.settle_done());
            }

            let quiet = calls.is_empty() && self.ready.is_empty() && self.done.is_empty() && settling.is_none();
            if quiet && claiming.is_none() {
                let since = *idle_since.get_or_insert_with(Instant::now);
                if failure.is_some() || stop.is_cancelled() || self.until_idle || since.elapsed() >= LINGER {
                    return failure.map_or(Ok(()), Err);
                }
            } else if !quiet {
                idle_since = None;
            }

            tokio::select! {
                Some(ended) = calls.join_next() => {
                    let mut next = Some(ended);
                    while let Some(ended) = next {
                        match ended {
                            Ok(called) => self.note(called, &server).await?,
                            // Its lease runs out, and then it is asked about.
                            Err(error) => tracing::error!(%error, "a call ended badly"),
                        }
                        next = calls.try_join_next();
                    }
                }
                claimed = async { claiming.as_mut().expect("guarded").await }, if claiming.is_some() => {
                    claiming = None;
                    match claimed.unwrap_or(Err(Error::Lost("claim"))) {
                        Ok(batch) => {
                            server = Arc::new(batch.server);
                            if batch.jobs.is_empty() {
                                look_at = Instant::now() + GATHER;
                            }
                            self.ready.extend(batch.jobs);
                        }
                        Err(error) => {
                            tracing::error!(server.id = self.server_id, %error, "nothing could be claimed");
                            failure = Some(error);
                        }
                    }
                }
                settled = async { settling.as_mut().expect("guarded").await }, if settling.is_some() => {
                    settling = None;
                    if let Err((error, unsettled)) = settled.map_err(|_| Error::Lost("settlement"))? {
                        if stop.is_cancelled() {
                            // The leases run out, and another worker asks.
                            return Err(error);
                        }
                        tracing::error!(%error, deliveries = unsettled.len(), "outcomes could not be written yet");
                        self.done.extend(unsettled);
                        tokio::time::sleep(Duration::from_secs(1)).await;
                    }
                }
                _ = tick.tick() => {}
                () = stop.cancelled(), if !stop.is_cancelled() => {}
            }
        }
    }

    async fn begin_calls(
        &mut self,
        calls: &mut JoinSet<Called>,
        server: &Arc<Server>,
        throttle: Option<&Throttle>,
        stop: &CancellationToken,
    ) -> Result<()> {
        let together = (server.max_batch as usize).min(throttle.map_or(usize::MAX, Throttle::at_once));
        while calls.len() < server.concurrency as usize {
            let jobs = self.next_call(together);
            if jobs.is_empty() {
                return Ok(());
            }
            let mut parcels = Vec::with_capacity(jobs.len());
            for job in &jobs {
                parcels.push(self.parcel(&job.claimed, server).await?);
            }
            let (connector, server, desk, throttle, stop) =
                (self.connector.clone(), server.clone(), self.desk.clone(), throttle.cloned(), stop.clone());
            calls.spawn(async move {
                let its_turn = match throttle {
                    Some(throttle) => stop.run_until_cancelled(throttle.turn(jobs.len())).await.is_some(),
                    None => true,
                };
                let at = desk.now();
                if !its_turn || jobs.iter().any(|job| at > job.begin_until) {
                    return Called { jobs, at, replies: Vec::new() };
                }
                let replies = match jobs[0].call {
                    Call::Send => connector.deliver(&server, &parcels).await,
                    Call::Ask => vec![connector.ask(&server, &parcels[0].key).await],
                };
                assert!((1..=jobs.len()).contains(&replies.len()), "a connector answers what it sends");
                Called { jobs, at, replies }
            });
        }
        Ok(())
    }

    /// What goes in the next call: one question, one delivery that goes alone, or some that go together.
    fn next_call(&mut self, together: usize) -> Vec<Job> {
        let now = self.desk.now();
        let mut jobs: Vec<Job> = Vec::new();
        while let Some(job) = self.ready.pop_front() {
            let alone = job.call == Call::Ask || goes_alone(&job.claimed);
            if now > job.begin_until {
                self.push_back(job);
            } else if alone && !jobs.is_empty() {
                self.ready.push_front(job);
                break;
            } else {
                jobs.push(job);
                if alone || jobs.len() >= together {
                    break;
                }
            }
        }
        jobs
    }

    async fn parcel(&mut self, claimed: &Claimed, server: &Server) -> Result<Parcel> {
        let no = claimed.request_id;
        if !self.contents.contains_key(&no) {
            let request = self.desk.db().request(no).await?.ok_or(Error::Lost("request"))?;
            self.contents.insert(no, (request.key.clone(), Arc::new(Content::parse(&request.content)?)));
        }
        let (key, content) = &self.contents[&no];
        Ok(Parcel {
            key: format!("{key}-{}", claimed.n),
            request: number(no),
            content: content.clone(),
            server: server.code.clone(),
            recipient: Recipient {
                player: claimed.player_id.clone(),
                quantity: claimed.quantity,
                info: claimed.info.clone(),
            },
        })
    }

    fn claim(&mut self, server: &Server) -> JoinHandle<Result<Batch>> {
        let timeout = server.timeout_ms;
        let window = Duration::from_millis((self.patience.lease_ms(timeout) - 2 * timeout) as u64);
        let most = GROUP.max(4 * server.max_batch as usize);
        let group = self.pace.next_group(window, most);
        tokio::spawn(claim(self.desk.clone(), self.server_id, group, self.patience.clone()))
    }

    async fn note(&mut self, called: Called, server: &Server) -> Result<()> {
        let Called { jobs, at, replies } = called;
        let now = self.desk.now();
        let timeout = Duration::from_millis(server.timeout_ms as u64);
        let mut call = call_of(server, at, &replies);
        let mut jobs = jobs.into_iter();
        for (reply, job) in replies.iter().zip(&mut jobs) {
            self.pace.note();
            let settlement = settlement(&job.claimed, job.call, reply, at, now, timeout, &self.patience);
            let outcome = settlement.attempt.outcome;
            let counter = self.counters.entry(outcome).or_insert_with(
                || metrics::counter!("grantdesk_calls_total", "server" => server.code.clone(), "outcome" => outcome),
            );
            counter.increment(1);
            self.done.push(Done { lease: job.lease, settlement, call: call.take() });
            self.done_since.get_or_insert_with(Instant::now);
        }
        // What has not gone goes next, if its time has not run out.
        for job in jobs.rev() {
            self.ready.push_front(job);
        }
        if self.breaker.note(&replies, server) {
            Breaker::reset(&self.desk, server).await?;
        }
        if self.breaker.is_tripped(server, &self.patience) {
            self.breaker.trip(&self.desk, server, &self.patience).await?;
            self.give_back();
        }
        Ok(())
    }

    /// What is claimed and not begun goes back.
    fn give_back(&mut self) {
        for job in std::mem::take(&mut self.ready) {
            self.push_back(job);
        }
    }

    fn push_back(&mut self, job: Job) {
        let settlement = given_back(&job.claimed, job.call, self.desk.now());
        self.done.push(Done { lease: job.lease, settlement, call: None });
        self.done_since.get_or_insert_with(Instant::now);
    }

    fn settle_done(&mut self) -> JoinHandle<Settled> {
        let done = std::mem::take(&mut self.done);
        self.done_since = None;
        let desk = self.desk.clone();
        tokio::spawn(async move { settle_group(&desk, &done).await.map_err(|error| (error, done)) })
    }
}

/// What a call with these replies counts as.
fn call_of(server: &Server, at: i64, replies: &[Reply]) -> Option<CallMade> {
    let ms = replies.iter().map(|reply| reply.took.as_millis() as i64).max()?;
    let is_clear = replies.iter().any(|reply| reply.answer.is_clear());
    Some(CallMade { server_id: server.id, at, ms, is_clear })
}
