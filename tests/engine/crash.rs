use std::sync::Arc;
use std::time::Duration;

use grantdesk::connector::Answer;
use grantdesk::delivery::{Patience, Worker};
use grantdesk::desk::Desk;
use grantdesk::request::{DeliveryState, State};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::kit::{Fake, Kit, What, applied, in_time, never_seen, on_both, one};

/// Longer than a lease.
const LEASE: Duration = Duration::from_secs(31);

/// A game that answers a call once the gate lets it through, and tells that it has arrived.
struct Gate {
    game: Arc<Fake>,
    arrived: Arc<Semaphore>,
    open: Arc<Semaphore>,
}

impl Gate {
    fn new(answer: fn() -> Answer) -> Gate {
        let (arrived, open) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let game = Fake::slow({
            let (arrived, open) = (arrived.clone(), open.clone());
            move |_| {
                let (arrived, open) = (arrived.clone(), open.clone());
                async move {
                    arrived.add_permits(1);
                    open.acquire().await.expect("the gate").forget();
                    answer()
                }
            }
        });
        Gate { game, arrived, open }
    }

    async fn wait_for(&self, calls: u32) {
        in_time(self.arrived.acquire_many(calls)).await.expect("calls arrive").forget();
    }
}

/// Runs a worker until it has this many calls under way.
async fn with_calls_under_way(
    worker: Worker,
    gate: &Gate,
    calls: u32,
) -> (CancellationToken, tokio::task::JoinHandle<()>) {
    let stop = CancellationToken::new();
    let running = tokio::spawn({
        let stop = stop.clone();
        async move { worker.run(stop).await }
    });
    gate.wait_for(calls).await;
    (stop, running)
}

/// What a kill leaves: the calls went out, and nobody will ever write what became of them. The worker has a runtime
/// of its own, so that nothing of it outlives it.
async fn killed_with_calls_under_way(kit: &Kit, calls: u32) {
    let gate = Gate::new(applied);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (database, clock) = (kit.url(), kit.desk.clock().clone());
    let game = gate.game.clone();
    let _running = runtime.spawn(async move {
        let desk = Desk::open(&database, clock).await.expect("another desk opens");
        Worker::new(desk, game, Patience::default()).run(CancellationToken::new()).await;
    });
    gate.wait_for(calls).await;
    tokio::task::spawn_blocking(move || drop(runtime)).await.expect("the runtime ends");
}

on_both! {
    async fn what_a_dead_worker_had_sent_is_unknown_and_is_asked_about(kit: Kit) {
        let no = kit.approved(&["10000001", "10000002", "10000003"]).await;
        killed_with_calls_under_way(&kit, 3).await;
        assert_eq!(kit.request(no).await.counts.sending, 3, "the intent to send was committed");

        let game = Fake::new(|call| if call.what == What::Ask && call.nth == 1 { applied() } else { never_seen() });
        let worker = kit.worker(game.clone());
        kit.drain(&worker).await;
        assert!(game.calls().is_empty(), "its lease still runs");
        kit.advance(LEASE);
        kit.deliver(&worker).await;
        assert_eq!(kit.state(no).await, State::Succeeded);
        assert_eq!((game.sent().len(), game.asked()), (0, 3), "nothing is sent again that arrived");
        assert_eq!(kit.story_of(no, 1).await, ["send: unclear", "ask: applied"]);
        let first = kit.attempts(no, 1).await.remove(0);
        assert_eq!(first.cause.as_deref(), Some("interrupted"));
    }

    async fn what_a_dead_worker_had_claimed_and_not_sent_is_sent_after_asking(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        killed_with_calls_under_way(&kit, 1).await;
        kit.advance(LEASE);
        let game = Fake::new(|call| if call.what == What::Ask { never_seen() } else { applied() });
        kit.deliver(&kit.worker(game.clone())).await;
        assert_eq!((kit.state(no).await, game.sent().len(), game.asked()), (State::Succeeded, 1, 1));
    }

    async fn a_batch_that_a_dead_worker_had_sent_is_asked_about_one_by_one(kit: Kit) {
        kit.change_servers(|server| server.max_batch = 3).await;
        let no = kit.approved(&["10000001", "10000002", "10000003"]).await;
        killed_with_calls_under_way(&kit, 3).await;
        assert_eq!(kit.request(no).await.counts.sending, 3, "the intent to send was committed");

        kit.advance(LEASE);
        let game = Fake::new(|call| match call.what {
            What::Ask if call.key.ends_with("-2") => never_seen(),
            _ => applied(),
        });
        kit.deliver(&kit.worker(game.clone())).await;
        assert_eq!((kit.state(no).await, game.sent().len(), game.asked()), (State::Succeeded, 1, 3));
        assert_eq!(kit.story_of(no, 1).await, ["send: unclear", "ask: applied"]);
        assert_eq!(kit.story_of(no, 2).await, ["send: unclear", "ask: never_seen", "send: applied"]);
    }

    async fn a_question_that_was_cut_off_is_told_as_a_question(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        kit.drain(&kit.worker(Fake::new(|_| crate::kit::unclear(grantdesk::connector::Cause::TimedOut)))).await;
        kit.advance(crate::kit::LONG);
        killed_with_calls_under_way(&kit, 1).await;
        kit.advance(LEASE);
        kit.deliver(&kit.worker(Fake::willing())).await;
        assert_eq!(kit.story_of(no, 1).await, ["send: unclear", "ask: unclear", "ask: applied"]);
    }

    async fn a_late_worker_overwrites_nothing(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        let gate = Gate::new(applied);
        let (stop, late) = with_calls_under_way(kit.worker(gate.game.clone()), &gate, 1).await;

        // Told to stop, so that it takes nothing new on; its call is still under way when the lease runs out.
        stop.cancel();
        kit.advance(LEASE);
        let other = Worker::new(
            kit.another_desk().await,
            Fake::new(|_| crate::kit::refused("player_not_found", false)),
            Patience::default(),
        );
        kit.deliver(&other).await;
        assert_eq!(kit.delivery_states(no).await, [DeliveryState::Refused]);
        let story = kit.story_of(no, 1).await;

        gate.open.add_permits(1);
        in_time(late).await.expect("the late worker ends");
        assert_eq!(kit.delivery_states(no).await, [DeliveryState::Refused], "the lease was no longer his");
        assert_eq!(kit.story_of(no, 1).await, story);
        assert_eq!(kit.state(no).await, State::Failed);
    }

    async fn outcomes_are_written_only_where_the_lease_still_holds(kit: Kit) {
        let no = kit.approved(&["10000001", "10000002", "10000003"]).await;
        let gate = Gate::new(applied);
        let (stop, running) = with_calls_under_way(kit.worker(gate.game.clone()), &gate, 3).await;
        kit.sql("update deliveries set lease = 'another' where n = 2").await.expect("taken over");
        stop.cancel();
        gate.open.add_permits(3);
        in_time(running).await.expect("the worker ends");
        use DeliveryState::*;
        assert_eq!(kit.delivery_states(no).await, [Succeeded, Sending, Succeeded]);
        kit.advance(LEASE);
        kit.deliver(&kit.worker(Fake::willing())).await;
        assert_eq!(kit.story_of(no, 2).await, ["send: unclear", "ask: applied"]);
    }

    async fn a_worker_that_cannot_claim_says_so(kit: Kit) {
        let no = kit.approved(&["10000001"]).await;
        let worker = kit.worker(Fake::willing());
        kit.sql("alter table deliveries rename column lease to mislaid").await.expect("renamed");
        assert!(in_time(worker.drain()).await.is_err());
        kit.sql("alter table deliveries rename column mislaid to lease").await.expect("renamed");
        kit.deliver(&worker).await;
        assert_eq!(kit.state(no).await, State::Succeeded);
    }

    async fn a_graceful_stop_gives_back_what_was_not_called(kit: Kit) {
        kit.change_servers(|server| server.concurrency = 2).await;
        let no = kit.submit("operator", &kit.form_for(50)).await.id;
        kit.approve(no).await;
        let gate = Gate::new(applied);
        let (stop, running) = with_calls_under_way(kit.worker(gate.game.clone()), &gate, 2).await;
        stop.cancel();
        gate.open.add_permits(2);
        in_time(running).await.expect("the worker ends");
        let counts = kit.request(no).await.counts;
        assert_eq!((counts.succeeded, counts.sending, counts.unknown), (2, 0, 0));
        assert_eq!(counts.waiting + counts.queued, 48);
        assert_eq!(gate.game.calls().len(), 2);
        assert_eq!(kit.number("select count(*) from attempts").await, 2, "what was not called was not attempted");

        let game = Fake::willing();
        kit.deliver(&kit.worker(game.clone())).await;
        assert_eq!((kit.state(no).await, game.sent().len()), (State::Succeeded, 48));
        assert!(kit.story_of(no, 50).await == ["send: applied"]);
    }

    async fn a_graceful_stop_lets_a_batch_end_and_gives_back_the_rest(kit: Kit) {
        kit.change_servers(|server| (server.concurrency, server.max_batch) = (1, 10)).await;
        let no = kit.submit("operator", &kit.form_for(50)).await.id;
        kit.approve(no).await;
        let gate = Gate::new(applied);
        let (stop, running) = with_calls_under_way(kit.worker(gate.game.clone()), &gate, 10).await;
        stop.cancel();
        gate.open.add_permits(10);
        in_time(running).await.expect("the worker ends");
        let counts = kit.request(no).await.counts;
        assert_eq!((counts.succeeded, counts.sending, counts.unknown), (10, 0, 0));
        assert_eq!(counts.waiting + counts.queued, 40);
        assert_eq!((gate.game.batches(), kit.number("select count(*) from attempts").await), (vec![10], 10));

        kit.deliver(&kit.worker(Fake::willing())).await;
        assert_eq!(kit.state(no).await, State::Succeeded);
    }

    async fn no_call_begins_that_could_outlast_its_lease(kit: Kit) {
        kit.change_servers(|server| server.rate_per_second = Some(1)).await;
        let no = kit.approved(&["10000001", "10000002"]).await;
        // What is left of the lease when a call begins.
        let (begun, mut calls) = tokio::sync::mpsc::unbounded_channel();
        let desk = kit.desk.clone();
        let game = Fake::slow(move |_| {
            let (begun, desk) = (begun.clone(), desk.clone());
            async move {
                let until: i64 = one(desk.db(), "select min(lease_until) from deliveries where state = 'sending'")
                    .await
                    .expect("a lease");
                begun.send(until - desk.now()).expect("the test listens");
                applied()
            }
        });
        let worker = kit.worker(game.clone());
        let draining = tokio::spawn(async move { worker.drain().await });
        let first = in_time(calls.recv()).await.expect("the first call");
        // The second waits for its turn, and meanwhile its lease runs out.
        kit.advance(LEASE);
        in_time(draining).await.expect("the worker ends").expect("the worker works");
        let second = in_time(calls.recv()).await.expect("the second call");
        assert!(first >= 4_000 && second >= 4_000, "{first} ms and {second} ms were left for a call of two seconds");
        assert_eq!((kit.state(no).await, game.sent().len(), game.asked()), (State::Succeeded, 2, 0));
    }
}
