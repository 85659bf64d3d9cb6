//! A game server out of thin air: it answers as it was told to and remembers every call.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use futures::future::{BoxFuture, join_all};
use grantdesk::catalog::Server;
use grantdesk::connector::{Answer, Cause, Connector, Parcel, Reply, Unanswered};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    Send,
    Ask,
}

/// One call, as it arrived.
#[derive(Clone, Debug)]
pub struct Call {
    pub what: What,
    pub server: String,
    pub key: String,
    /// Empty in a question about a key that was never sent to this fake.
    pub player: String,
    /// The how-manieth of its kind under its key, from 1.
    pub nth: usize,
    /// The whole of what was sent, as text.
    pub parcel: String,
}

/// A question which players exist, as it arrived.
#[derive(Clone, Debug)]
pub struct Preflight {
    pub id_kind: String,
    pub players: Vec<String>,
    /// The how-manieth of them all, from 1.
    pub nth: usize,
}

type Said = Result<Vec<bool>, Unanswered>;
type PreflightScript = Arc<dyn Fn(Preflight) -> BoxFuture<'static, Said> + Send + Sync>;
type Script = Arc<dyn Fn(Call) -> BoxFuture<'static, Answer> + Send + Sync>;

pub struct Fake {
    script: Mutex<Script>,
    preflight: Mutex<PreflightScript>,
    seen: Mutex<Seen>,
    /// Milliseconds that every call takes, as the desk measures it.
    took: AtomicU64,
}

#[derive(Default)]
struct Seen {
    calls: Vec<Call>,
    batches: Vec<usize>,
    preflights: Vec<Preflight>,
    times: HashMap<(What, String), usize>,
    players: HashMap<String, String>,
}

impl Fake {
    /// A game that answers at once.
    pub fn new(script: impl Fn(&Call) -> Answer + Send + Sync + 'static) -> Arc<Fake> {
        let script = Arc::new(script);
        Fake::slow(move |call| {
            let script = script.clone();
            async move { script(&call) }
        })
    }

    /// A game that may take its time.
    pub fn slow<F: Future<Output = Answer> + Send + 'static>(
        script: impl Fn(Call) -> F + Send + Sync + 'static,
    ) -> Arc<Fake> {
        let script: Script = Arc::new(move |call| Box::pin(script(call)));
        let known: PreflightScript = Arc::new(|asked| Box::pin(async move { Ok(vec![true; asked.players.len()]) }));
        Arc::new(Fake {
            script: Mutex::new(script),
            preflight: Mutex::new(known),
            seen: Mutex::default(),
            took: AtomicU64::new(7),
        })
    }

    /// From now on these answers come to questions which players exist; until then all of them do.
    pub fn knows<F: Future<Output = Said> + Send + 'static>(
        self: Arc<Fake>,
        script: impl Fn(Preflight) -> F + Send + Sync + 'static,
    ) -> Arc<Fake> {
        *self.preflight.lock().expect("a script") = Arc::new(move |asked| Box::pin(script(asked)));
        self
    }

    /// The questions which players exist.
    pub fn preflights(&self) -> Vec<Preflight> {
        self.seen.lock().expect("calls").preflights.clone()
    }

    /// A game in which everything works.
    pub fn willing() -> Arc<Fake> {
        Fake::new(|_| applied())
    }

    /// From now on the game answers otherwise.
    pub fn now(&self, script: impl Fn(&Call) -> Answer + Send + Sync + 'static) {
        let script = Arc::new(script);
        *self.script.lock().expect("a script") = Arc::new(move |call| {
            let script = script.clone();
            Box::pin(async move { script(&call) })
        });
    }

    /// From now on every call takes so many milliseconds.
    pub fn takes(&self, ms: u64) {
        self.took.store(ms, Ordering::SeqCst);
    }

    pub fn calls(&self) -> Vec<Call> {
        self.seen.lock().expect("calls").calls.clone()
    }

    /// The keys that were sent, in the order of the calls.
    pub fn sent(&self) -> Vec<String> {
        self.calls().into_iter().filter(|call| call.what == What::Send).map(|call| call.key).collect()
    }

    /// How many deliveries each call sent, in the order of the calls.
    pub fn batches(&self) -> Vec<usize> {
        self.seen.lock().expect("calls").batches.clone()
    }

    pub fn asked(&self) -> usize {
        self.calls().iter().filter(|call| call.what == What::Ask).count()
    }

    async fn answer(&self, what: What, server: &Server, key: &str, parcel: Option<&Parcel>) -> Reply {
        let call = {
            let mut seen = self.seen.lock().expect("calls");
            if let Some(parcel) = parcel {
                seen.players.insert(key.to_owned(), parcel.recipient.player.clone());
            }
            let times = seen.times.entry((what, key.to_owned())).or_default();
            *times += 1;
            let call = Call {
                what,
                server: server.code.clone(),
                key: key.to_owned(),
                nth: *times,
                player: seen.players.get(key).cloned().unwrap_or_default(),
                parcel: parcel.map(|parcel| format!("{parcel:?}")).unwrap_or_default(),
            };
            seen.calls.push(call.clone());
            call
        };
        let script = self.script.lock().expect("a script").clone();
        let answer = script(call).await;
        let took = Duration::from_millis(self.took.load(Ordering::SeqCst));
        Reply { answer, status: None, took, retry_after: None }
    }
}

#[async_trait]
impl Connector for Fake {
    async fn deliver(&self, server: &Server, parcels: &[Parcel]) -> Vec<Reply> {
        let sent = &parcels[..parcels.len().min(server.max_batch as usize)];
        self.seen.lock().expect("calls").batches.push(sent.len());
        join_all(sent.iter().map(|parcel| self.answer(What::Send, server, &parcel.key, Some(parcel)))).await
    }

    async fn ask(&self, server: &Server, key: &str) -> Reply {
        self.answer(What::Ask, server, key, None).await
    }

    async fn preflight(&self, _: &Server, id_kind: &str, players: &[&str]) -> Said {
        let asked = {
            let mut seen = self.seen.lock().expect("calls");
            let players = players.iter().map(|player| (*player).to_owned()).collect();
            let nth = seen.preflights.len() + 1;
            let asked = Preflight { id_kind: id_kind.to_owned(), players, nth };
            seen.preflights.push(asked.clone());
            asked
        };
        let script = self.preflight.lock().expect("a script").clone();
        script(asked).await
    }
}

pub fn applied() -> Answer {
    Answer::Applied { transaction_id: Some("t-1".into()) }
}

pub fn refused(code: &str, retryable: bool) -> Answer {
    Answer::Refused { code: code.into(), message: format!("The game says {code}."), retryable }
}

pub fn unclear(cause: Cause) -> Answer {
    Answer::Unclear { cause, message: "nobody knows".into() }
}

pub fn not_sent() -> Answer {
    Answer::NotSent { cause: Cause::Unreachable, message: "nobody listens".into() }
}

pub fn turned_away() -> Answer {
    Answer::TurnedAway { message: "401".into() }
}

pub fn never_seen() -> Answer {
    Answer::NeverSeen
}
