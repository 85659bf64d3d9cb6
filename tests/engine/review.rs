//! What makes an approver pause: found out while a request waits, and by nobody twice.

use std::sync::Arc;
use std::time::Duration;

use grantdesk::connector::{Cause, Unanswered};
use grantdesk::error::Error;
use grantdesk::request::{Form, FormLine, State};
use tokio::sync::Notify;

use crate::kit::{Fake, Game, Kit, LONG, Preflight, in_time, not_sent, on_both, ordinary_players, refused};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A game that does not know IDs that end in 404.
fn knows(asked: &Preflight) -> Vec<bool> {
    asked.players.iter().map(|player| !player.ends_with("404")).collect()
}

fn unreachable() -> Unanswered {
    Unanswered::by_nobody(not_sent())
}

fn of(item: &str, quantity: i64, form: Form) -> Form {
    Form { lines: vec![FormLine { item: item.into(), quantity: quantity.to_string() }], ..form }
}

/// A request of `operator` that is approved and delivered.
async fn delivered(kit: &Kit, form: &Form) -> i64 {
    let no = kit.submit("operator", form).await.id;
    kit.approve(no).await;
    kit.deliver(&kit.worker(Fake::willing())).await;
    no
}

/// How many players of a new request got the same lately.
async fn lately(kit: &Kit, form: &Form) -> i64 {
    let no = kit.submit("operator2", form).await.id;
    kit.review(Fake::willing()).await;
    kit.findings(no).await.lately
}

async fn approve_unseen(kit: &Kit, no: i64) -> Result<(), Error> {
    let person = kit.person("approver").await;
    let seal = kit.request(no).await.seal;
    kit.desk.approver(&person, no).await?.approve(&seal, "", false).await
}

/// The unknown players of a request: number of the delivery, and ID.
async fn unknown(kit: &Kit, no: i64) -> Vec<(i64, String)> {
    let person = kit.person("cs").await;
    let rows = kit.desk.unknown_players(&person, no, 0).await.expect("they are listed");
    rows.into_iter().map(|delivery| (delivery.n, delivery.player_id)).collect()
}

on_both! {
    async fn every_server_is_asked_which_players_it_knows(kit: Kit) {
        let game = Game::start(&kit).await;
        let servers = vec!["kr-1".into(), "kr-2".into()];
        let form = Form { servers, ..kit.form(&["10000001", "10000404", "99999999", "10000002"]) };
        let no = kit.submit("operator", &form).await.id;
        kit.review(game.connector.clone()).await;
        let review = kit.review_of(no).await;
        let asked: Vec<_> = review.preflights.iter().map(|p| (p.asked, p.unknown, p.is_over, p.problem.clone())).collect();
        assert_eq!(asked, [(4, 2, true, None), (4, 2, true, None)]);
        let found = review.findings.expect("the review has begun");
        assert!(found.is_finished() && found.must_be_seen());
        let expected = [(2, "10000404"), (3, "99999999"), (6, "10000404"), (7, "99999999")];
        assert_eq!(unknown(&kit, no).await, expected.map(|(n, player)| (n, player.to_owned())));
        game.stop().await;
    }

    async fn a_killed_review_goes_on_where_it_was(kit: Kit) {
        let mut players = ordinary_players(1_700);
        players[3] = "10000404".into();
        players[1_600] = "10001404".into();
        let no = kit.submit("operator", &Form { players: players.join("\n"), ..kit.form(&[]) }).await.id;
        let reached = Arc::new(Notify::new());
        let at = reached.clone();
        let fake = Fake::willing().knows(move |asked| {
            let at = at.clone();
            async move {
                if asked.nth == 3 {
                    at.notify_one();
                    std::future::pending::<()>().await;
                }
                Ok(knows(&asked))
            }
        });
        let reviewer = kit.reviewer(fake.clone());
        let working = tokio::spawn(async move { reviewer.drain().await });
        in_time(reached.notified()).await;
        working.abort();
        assert!(working.await.is_err());

        kit.review(fake.clone()).await;
        assert_eq!(kit.review_of(no).await.preflights[0].asked, 1_000, "the dead one still holds the third group");
        kit.advance(LONG);
        kit.review(fake.clone()).await;
        let found = kit.findings(no).await;
        assert!(found.is_finished());
        assert_eq!(found.unknown, 2);
        assert_eq!(unknown(&kit, no).await, [(4, "10000404".to_owned()), (1_601, "10001404".to_owned())]);
        let groups: Vec<usize> = fake.preflights().iter().map(|asked| asked.players.len()).collect();
        assert_eq!(groups, [500, 500, 500, 500, 200], "only the group that was under way is asked again");
    }

    async fn two_reviewers_ask_about_nobody_twice_and_one_at_a_time(kit: Kit) {
        let no = kit.submit("operator", &kit.form_for(3_000)).await.id;
        let asking = Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let fake = Fake::willing().knows(move |asked| {
            let asking = asking.clone();
            async move {
                let others = asking.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                tokio::task::yield_now().await;
                asking.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                if others == 0 { Ok(knows(&asked)) } else { Err(unreachable()) }
            }
        });
        let other = grantdesk::review::Reviewer::new(kit.another_desk().await, fake.clone());
        while !kit.review_of(no).await.findings.is_some_and(|found| found.is_finished()) {
            let both = async { tokio::join!(kit.review(fake.clone()), other.drain()) };
            in_time(both).await.1.expect("the other reviewer works");
        }
        let asked: usize = fake.preflights().iter().map(|asked| asked.players.len()).sum();
        assert_eq!((asked, fake.preflights().len()), (3_000, 6));
        assert_eq!(kit.review_of(no).await.preflights[0].problem, None);
    }

    async fn small_requests_are_asked_about_together(kit: Kit) {
        let players = ordinary_players(30);
        for player in &players {
            kit.requested(&[player]).await;
        }
        kit.requested(&[&players[0]]).await;
        let uid = Form { id_kind: "uid".into(), ..kit.form(&["abcdef404"]) };
        let no = kit.submit("operator", &uid).await.id;
        let fake = Fake::willing().knows(|asked| async move { Ok(knows(&asked)) });
        kit.review(fake.clone()).await;
        let asked: Vec<_> = fake.preflights().into_iter().map(|asked| (asked.id_kind, asked.players.len())).collect();
        assert_eq!(asked, [("player_id".to_owned(), 30), ("uid".to_owned(), 1)]);
        assert_eq!(kit.number("select count(*) from preflights where asked = 1 and due_at is null").await, 32);
        assert_eq!(kit.findings(no).await.unknown, 1);
    }

    async fn a_game_that_gives_no_answer_is_asked_again_and_blocks_nothing(kit: Kit) {
        let no = kit.requested(&["10000001"]).await.id;
        let other = kit.requested(&["10000002"]).await.id;
        let fake = Fake::willing().knows(|_| async { Err(unreachable()) });
        kit.review(fake.clone()).await;
        assert_eq!(fake.preflights().len(), 1, "one that does not answer is left alone");
        let found = kit.findings(no).await;
        assert_eq!((found.to_ask, found.stuck, found.unasked), (1, 1, 0));
        assert!(!kit.review_of(no).await.is_running());
        assert_eq!(kit.review_of(no).await.preflights[0].problem.as_deref(), Some("unreachable"));
        for _ in 0..9 {
            kit.advance(LONG);
            kit.review(fake.clone()).await;
        }
        assert_eq!(fake.preflights().len(), 6);
        let found = kit.findings(other).await;
        assert_eq!((found.is_finished(), found.unasked, found.unknown), (true, 1, 0));
        assert!(found.must_be_seen() && found.is_remarkable());
        kit.approve(no).await;
    }

    async fn a_game_that_comes_back_is_asked_about_the_rest(kit: Kit) {
        let no = kit.submit("operator", &kit.form_for(700)).await.id;
        let fake = Fake::willing().knows(|asked| async move {
            if asked.nth == 2 { Err(Unanswered::new(Cause::Unreadable, "<html>")) } else { Ok(knows(&asked)) }
        });
        kit.review(fake.clone()).await;
        assert_eq!(kit.review_of(no).await.preflights[0].asked, 500);
        kit.advance(LONG);
        kit.review(fake.clone()).await;
        let preflight = kit.review_of(no).await.preflights.remove(0);
        assert_eq!((preflight.asked, preflight.is_over, preflight.problem), (700, true, None));
    }

    async fn a_paused_server_is_not_asked(kit: Kit) {
        let no = kit.requested(&["10000001"]).await.id;
        let until = kit.desk.now() + 60_000;
        kit.sql(&format!("update servers set paused_until = {until}, pauses = 1")).await.expect("paused");
        let fake = Fake::willing();
        kit.review(fake.clone()).await;
        assert_eq!(fake.preflights().len(), 0);
        assert!(!kit.findings(no).await.is_finished());
        kit.advance(LONG);
        kit.review(fake.clone()).await;
        assert!(kit.findings(no).await.is_finished());
    }

    async fn a_review_stops_when_the_request_is_decided(kit: Kit) {
        let no = kit.submit("operator", &kit.form_for(1_200)).await.id;
        let never_begun = kit.requested(&["10000001"]).await.id;
        kit.reject("approver", never_begun).await.expect("rejected");
        let deciding = kit.clone();
        let fake = Fake::willing().knows(move |asked| {
            let kit = deciding.clone();
            async move {
                if asked.nth == 1 {
                    kit.approve(no).await;
                }
                Ok(knows(&asked))
            }
        });
        kit.review(fake.clone()).await;
        assert_eq!(fake.preflights().len(), 1);
        assert_eq!(kit.number("select count(*) from preflights where due_at is not null or lease is not null").await, 0);
        assert_eq!(kit.number("select count(*) from reviews where due_at is not null or lease is not null").await, 0);
        assert_eq!(kit.number(&format!("select count(*) from reviews where request_id = {never_begun}")).await, 0);
    }

    async fn who_got_the_same_in_the_last_seven_days_is_counted(kit: Kit) {
        let players = ["10000001", "10000002", "10000003"];
        delivered(&kit, &Form { servers: vec!["kr-1".into(), "kr-2".into()], ..kit.form(&players[..2]) }).await;
        kit.advance(7 * DAY - LONG);
        let form = kit.form(&players);
        assert_eq!(lately(&kit, &form).await, 2, "each player once, however often he got it");
        assert_eq!(lately(&kit, &of("GOLD", 5, form.clone())).await, 0);
        let both = [("GOLD", "5"), ("GEM", "7")].map(|(item, quantity)| FormLine { item: item.into(), quantity: quantity.into() });
        assert_eq!(lately(&kit, &Form { lines: both.to_vec(), ..form.clone() }).await, 2);
        let edge: i64 = kit.number("select min(settled_at) from deliveries").await + 7 * DAY.as_millis() as i64;
        kit.advance(Duration::from_millis((edge - kit.desk.now()) as u64));
        assert_eq!(lately(&kit, &form).await, 2);
        kit.advance(Duration::from_millis(1));
        assert_eq!(lately(&kit, &form).await, 0);
    }

    async fn only_what_arrived_as_a_grant_in_this_game_was_got_lately(kit: Kit) {
        let form = kit.form(&["10000001"]);
        let clawback = Form { direction: "clawback".into(), ..form.clone() };
        delivered(&kit, &clawback).await;
        let refusing = kit.worker(Fake::new(|_| refused("player_not_found", false)));
        let no = kit.submit("operator", &form).await.id;
        kit.approve(no).await;
        kit.deliver(&refusing).await;
        assert_eq!(kit.state(no).await, State::Failed);
        kit.submit("operator", &form).await;
        let vid = Form { game: "courier".into(), servers: vec!["jp-1".into()], id_kind: "vid".into(), ..form.clone() };
        delivered(&kit, &of("STARDUST", 300, vid)).await;
        delivered(&kit, &Form { id_kind: "uid".into(), ..form.clone() }).await;
        assert_eq!(lately(&kit, &form).await, 0);
        delivered(&kit, &form).await;
        assert_eq!(lately(&kit, &clawback).await, 0, "for a clawback it does not matter");
        assert_eq!(lately(&kit, &form).await, 1);
    }

    async fn a_long_list_is_counted_to_its_end(kit: Kit) {
        let form = kit.form_for(12_000);
        delivered(&kit, &kit.form_for(11_000)).await;
        assert_eq!(lately(&kit, &form).await, 11_000);
    }

    async fn ten_times_the_usual_is_noticed_once_there_is_a_usual(kit: Kit) {
        let giving = |quantity| of("GEM", quantity, kit.form(&["10000001"]));
        let unusual = async |quantity| {
            let no = kit.submit("operator2", &giving(quantity)).await.id;
            kit.review(Fake::willing()).await;
            kit.review_of(no).await.unusual.first().map(|line| (line.quantity, line.usual))
        };
        for quantity in [1, 10, 10, 5_000] {
            delivered(&kit, &giving(quantity)).await;
        }
        assert_eq!(unusual(5_000).await, None, "four requests are no usual");
        let rejected = kit.submit("operator", &giving(10)).await.id;
        kit.reject("approver", rejected).await.expect("rejected");
        delivered(&kit, &Form { direction: "clawback".into(), ..giving(10) }).await;
        assert_eq!(unusual(5_000).await, None, "nobody approved it, or it took");
        delivered(&kit, &giving(10)).await;
        assert_eq!(unusual(99).await, None);
        assert_eq!(unusual(100).await, Some((100, 10)));
        kit.advance(90 * DAY + LONG);
        assert_eq!(unusual(5_000).await, None, "so long ago is not usual any more");
    }

    async fn what_is_odd_or_not_known_yet_must_be_seen_before_it_is_approved(kit: Kit) {
        let [odd, fine] = [kit.requested(&["10000404"]).await.id, kit.requested(&["10000001"]).await.id];
        assert!(matches!(approve_unseen(&kit, fine).await, Err(Error::ReviewUnseen)), "nobody has looked yet");
        assert_eq!(kit.state(fine).await, State::Pending);
        kit.review(Fake::willing().knows(|asked| async move { Ok(knows(&asked)) })).await;
        assert!(matches!(approve_unseen(&kit, odd).await, Err(Error::ReviewUnseen)));
        assert_eq!((kit.state(odd).await, kit.actions(odd).await.len()), (State::Pending, 1));
        approve_unseen(&kit, fine).await.expect("approved");
        kit.approve(odd).await;
        assert_eq!(kit.events(odd).await.last().expect("an event").detail("review_seen"), Some("true".into()));
    }

    async fn a_new_request_is_reviewed_by_the_running_worker(kit: Kit) {
        let stop = tokio_util::sync::CancellationToken::new();
        let worker = kit.worker(Fake::willing().knows(|asked| async move { Ok(knows(&asked)) }));
        let working = tokio::spawn({
            let stop = stop.clone();
            async move { worker.run(stop).await }
        });
        let no = kit.requested(&["10000404"]).await.id;
        in_time(async {
            while !kit.review_of(no).await.findings.is_some_and(|found| found.is_finished()) {
                tokio::task::yield_now().await;
            }
        })
        .await;
        stop.cancel();
        in_time(working).await.expect("it stops");
        assert_eq!(kit.findings(no).await.unknown, 1);
    }

    async fn a_reviewer_that_is_stopped_leaves_the_rest_to_the_next(kit: Kit) {
        let no = kit.requested(&["10000404"]).await.id;
        let stop = tokio_util::sync::CancellationToken::new();
        let stopping = stop.clone();
        let fake = Fake::willing().knows(move |_| {
            stopping.cancel();
            std::future::pending()
        });
        in_time(kit.reviewer(fake).run(&stop)).await;
        let next = Fake::willing().knows(|asked| async move { Ok(knows(&asked)) });
        kit.review(next).await;
        assert_eq!(kit.findings(no).await.unknown, 1);
    }
}
