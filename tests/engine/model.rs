//! Random verbs by random people: states move by the table and by nothing else, nothing reaches a game without
//! another person's approval, and every invariant holds all the way.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use grantdesk::connector::Cause;
use grantdesk::error::{Error, Result};
use grantdesk::people::Permission;
use grantdesk::request::{DeliveryState, Form, Problem, State, Verb};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::kit::{
    Fake, Kind, Kit, LONG, What, applied, fresh_key, in_time, never_seen, not_sent, refused, turned_away, unclear,
};

const PEOPLE: [&str; 6] = ["operator", "operator2", "approver", "both", "cs", "outsider"];

#[derive(Clone, Debug)]
enum Step {
    Submit { players: usize, order: Option<u8> },
    Approve,
    Reject,
    Hold,
    Release,
    Cancel,
    Regrant,
    Enquire,
    DecideUnknown { n: i64, arrived: bool },
    Close,
    Drain,
    Advance { seconds: u64 },
}

/// A step, the person who takes it, and which of the requests it is about.
fn step() -> impl Strategy<Value = (Step, usize, prop::sample::Index)> {
    let step = prop_oneof![
        4 => (1..5_usize, prop::option::of(0..3_u8)).prop_map(|(players, order)| Step::Submit { players, order }),
        6 => Just(Step::Approve),
        1 => Just(Step::Reject),
        1 => Just(Step::Hold),
        1 => Just(Step::Release),
        1 => Just(Step::Cancel),
        3 => Just(Step::Regrant),
        2 => Just(Step::Enquire),
        2 => (1..5_i64, any::<bool>()).prop_map(|(n, arrived)| Step::DecideUnknown { n, arrived }),
        2 => Just(Step::Close),
        6 => Just(Step::Drain),
        3 => prop_oneof![Just(1), Just(40), Just(400)].prop_map(|seconds| Step::Advance { seconds }),
    ];
    (step, 0..PEOPLE.len(), any::<prop::sample::Index>())
}

/// A game that answers by chance, and truthfully: what it says it has applied or never seen is so.
struct Chance {
    game: Arc<Fake>,
    applied: Arc<Mutex<HashSet<String>>>,
}

impl Chance {
    fn new(seed: u64) -> Chance {
        let ledger = Arc::new(Mutex::new(HashSet::new()));
        let book = ledger.clone();
        let game = Fake::new(move |call| {
            let mut book = book.lock().expect("the book");
            let roll = roll(seed, &call.player, call.nth, call.what) % 10;
            if call.what == What::Ask {
                return match roll {
                    0..3 => unclear(Cause::TimedOut),
                    3 => not_sent(),
                    _ if book.contains(&call.key) => applied(),
                    _ => never_seen(),
                };
            }
            match roll {
                _ if book.contains(&call.key) => applied(),
                0..4 => {
                    book.insert(call.key.clone());
                    applied()
                }
                4 => {
                    book.insert(call.key.clone());
                    unclear(Cause::TimedOut)
                }
                5 => unclear(Cause::ServerError),
                6 => refused("player_not_found", false),
                7 => refused("server_busy", true),
                8 => not_sent(),
                _ => turned_away(),
            }
        });
        Chance { game, applied: ledger }
    }
}

fn roll(seed: u64, player: &str, nth: usize, what: What) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    (seed, player, nth, what).hash(&mut hasher);
    hasher.finish()
}

type States = BTreeMap<i64, State>;

struct Model {
    kit: Kit,
    chance: Chance,
    worker: grantdesk::delivery::Worker,
    /// Who asked, and who approved.
    requesters: HashMap<i64, String>,
    approvers: HashMap<i64, String>,
}

impl Model {
    async fn states(&self) -> States {
        let mut states = States::new();
        for state in State::ALL {
            for no in self.kit.desk.db().requests_in(*state).await.expect("requests are read") {
                states.insert(no, *state);
            }
        }
        states
    }

    async fn take(&mut self, step: &Step, who: &str, about: &prop::sample::Index) {
        let before = self.states().await;
        let chosen = (!before.is_empty()).then(|| *before.keys().nth(about.index(before.len())).expect("a request"));
        match (step, chosen) {
            (Step::Submit { players, order }, _) => self.submit(who, *players, *order, &before).await,
            (Step::Drain, _) => {
                self.kit.drain(&self.worker).await;
                let after = self.states().await;
                for (no, state) in &after {
                    assert!(worker_may(before[no], *state), "the worker moved {no} from {:?} to {state:?}", before[no]);
                }
            }
            (Step::Advance { seconds }, _) => self.kit.advance(Duration::from_secs(*seconds)),
            (_, Some(no)) => self.decide(step, who, no, &before).await,
            (_, None) => {}
        }
        for call in self.chance.game.calls() {
            let no = self.request_of(&call.key).await;
            let approver = self.approvers.get(&no).unwrap_or_else(|| panic!("{no} was delivered without an approval"));
            assert_ne!(*approver, self.requesters[&no], "{no} was approved by its requester");
        }
        assert_eq!(self.kit.desk.check().await.expect("the check runs"), []);
    }

    async fn submit(&mut self, who: &str, players: usize, order: Option<u8>, before: &States) {
        let form = Form {
            order_number: order.map(|order| format!("GPA.{order}")).unwrap_or_default(),
            ..self.kit.form_for(players)
        };
        let may = ["operator", "operator2", "both"].contains(&who);
        match self.kit.try_submit(who, &form, &fresh_key()).await {
            Ok(Ok(request)) => {
                assert!(may, "{who} may not ask");
                assert_eq!((request.state, before.contains_key(&request.id)), (State::Pending, false));
                self.requesters.insert(request.id, who.to_owned());
            }
            Ok(Err(complaints)) => {
                let [complaint] = &complaints[..] else { panic!("{complaints:?}") };
                let Problem::OrderTaken(holder) = complaint.problem else { panic!("{complaint:?}") };
                assert!(
                    !matches!(before[&holder], State::Rejected | State::Canceled),
                    "{holder} holds what it released"
                );
                assert_eq!(self.states().await, *before);
            }
            Err(error) => {
                assert!(!may, "{who}: {error:?}");
                assert_eq!(self.states().await, *before);
            }
        }
    }

    /// A verb of a person about one request: either it moves by the table, or nothing moves at all.
    async fn decide(&mut self, step: &Step, who: &str, no: i64, before: &States) {
        let (verb, result) = self.act(step, who, no).await;
        let after = self.states().await;
        if let Err(error) = &result {
            assert_eq!(after, *before, "{who} {step:?} {no}: {error:?}, and yet something moved");
            if matches!(error, Error::TooLate { .. }) {
                assert!(
                    verb.is_none_or(|verb| before[&no].after(verb).is_none()),
                    "{who} {step:?} {no} was not too late"
                );
            }
            assert!(
                matches!(
                    error,
                    Error::TooLate { .. }
                        | Error::NotFound
                        | Error::Forbidden
                        | Error::OwnRequest
                        | Error::NothingToDo
                        | Error::OutcomesUnknown(_)
                ),
                "{error:?}"
            );
            return;
        }
        let person = self.kit.person(who).await;
        let game = self.kit.request(no).await.game_id;
        let own = self.requesters[&no] == who;
        match step {
            Step::Cancel => assert!(own, "{who} canceled what somebody else asked for"),
            Step::Enquire => assert!(person.may(Permission::Approve, game) || person.may(Permission::Request, game)),
            _ => assert!(!own && person.may(Permission::Approve, game), "{who} may not {step:?}"),
        }
        if matches!(step, Step::Approve) {
            self.approvers.insert(no, who.to_owned());
        }
        let mut expected = before.clone();
        match verb {
            Some(verb) => {
                expected.insert(no, before[&no].after(verb).expect("the verb applies to the state"));
            }
            // The last unknown delivery that arrived makes a success.
            None if after[&no] == State::Succeeded => {
                expected.insert(no, before[&no].after(Verb::Succeed).expect("a success applies to the state"));
            }
            None => {}
        }
        assert_eq!(after, expected, "{who} {step:?} {no}");
    }

    async fn act(&self, step: &Step, who: &str, no: i64) -> (Option<Verb>, Result<()>) {
        let kit = &self.kit;
        let person = kit.person(who).await;
        let approver = async || kit.desk.approver(&person, no).await;
        match step {
            Step::Approve => (Some(Verb::Approve), kit.try_approve(who, no).await),
            Step::Reject => (Some(Verb::Reject), kit.reject(who, no).await),
            Step::Hold => (Some(Verb::Hold), kit.hold(who, no).await),
            Step::Release => (Some(Verb::Release), kit.release(who, no).await),
            Step::Cancel => (Some(Verb::Cancel), kit.cancel(who, no).await),
            Step::Enquire => (Some(Verb::Enquire), kit.desk.enquire(&person, no).await.map(|_| ())),
            Step::Regrant => (
                Some(Verb::Regrant),
                match approver().await {
                    Ok(approver) => approver.regrant(None).await.map(|_| ()),
                    Err(error) => Err(error),
                },
            ),
            Step::Close => (
                Some(Verb::Close),
                match approver().await {
                    Ok(approver) => approver.close("done").await,
                    Err(error) => Err(error),
                },
            ),
            Step::DecideUnknown { n, arrived } => (
                None,
                match approver().await {
                    Ok(approver) => approver.decide_unknown(*n, *arrived, "looked").await,
                    Err(error) => Err(error),
                },
            ),
            Step::Submit { .. } | Step::Drain | Step::Advance { .. } => unreachable!("not about one request"),
        }
    }

    async fn request_of(&self, key: &str) -> i64 {
        let (request, _) = key.rsplit_once('-').expect("a key ends with the delivery's number");
        self.kit.number(&format!("select id from requests where key = '{request}'")).await
    }

    /// Lets everything come to its end, and compares the desk's book with the game's.
    async fn conclude(&self) {
        self.kit.deliver(&self.worker).await;
        self.kit.advance(LONG);
        let book = self.chance.applied.lock().expect("the book").clone();
        for (no, state) in self.states().await {
            assert!(!matches!(state, State::Approved | State::Delivering));
            let request = self.kit.request(no).await;
            for delivery in self.kit.desk.db().deliveries(no, None, 0, 100).await.expect("deliveries are read") {
                if self.kit.attempts(no, delivery.n).await.iter().any(|attempt| attempt.call == "person") {
                    continue;
                }
                let arrived = book.contains(&format!("{}-{}", request.key, delivery.n));
                match delivery.state {
                    DeliveryState::Succeeded => assert!(arrived, "{no}/{} did not arrive", delivery.n),
                    DeliveryState::Unknown => {}
                    state => assert!(!arrived, "{no}/{} arrived and is {state:?}", delivery.n),
                }
            }
        }
        assert_eq!(self.kit.desk.check().await.expect("the check runs"), []);
    }
}

/// Whether the worker alone may bring a request from here to there.
fn worker_may(from: State, to: State) -> bool {
    let once =
        |state: State| [Verb::Start, Verb::Succeed, Verb::Fail].into_iter().filter_map(move |verb| state.after(verb));
    // A failed request is beyond the worker, though a person's word may still make it a success.
    from == to
        || (from != State::Failed
            && (once(from).any(|next| next == to)
                || once(from).any(|next| next == State::Delivering && once(next).any(|last| last == to))))
}

async fn play(seed: u64, steps: Vec<(Step, usize, prop::sample::Index)>) {
    let kit = Kit::open(Kind::Sqlite).await;
    let chance = Chance::new(seed);
    let worker = kit.worker(chance.game.clone());
    let mut model = Model { kit, chance, worker, requesters: HashMap::new(), approvers: HashMap::new() };
    for (step, who, about) in &steps {
        in_time(model.take(step, PEOPLE[*who], about)).await;
    }
    model.conclude().await;
    model.kit.close().await;
}

#[test]
fn no_sequence_of_verbs_reaches_an_illegal_state_or_an_unapproved_delivery() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(64);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let stories = (any::<u64>(), prop::collection::vec(step(), 1..=30));
    TestRunner::new(config)
        .run(&stories, |(seed, steps)| {
            runtime.block_on(play(seed, steps));
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}
