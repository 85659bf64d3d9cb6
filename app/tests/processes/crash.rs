//! Kill -9 of the worker process in the middle of a delivery to a misbehaving game, again and again.

use std::time::Duration;

use demo_game::{Chaos, Options};
use grantdesk::request::State;

use crate::scene::Scene;

const PLAYERS: usize = 5_000;
const KILLS: u64 = 50;
/// A misbehaving game is given up on quickly, but not one whose machine is busy.
const TIMEOUT_MS: i64 = 1_000;

#[tokio::test(flavor = "multi_thread")]
async fn fifty_kills_lose_nothing_and_deliver_nothing_twice_on_sqlite() {
    kill_and_compare(Scene::on_sqlite(TIMEOUT_MS, |options| misbehave(options, 1)).await, 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_kills_lose_nothing_and_deliver_nothing_twice_on_postgres() {
    kill_and_compare(Scene::on_postgres("crash", TIMEOUT_MS, |options| misbehave(options, 2)).await, 2).await;
}

/// Applies and hangs, applies and cuts off, cuts off before, 5xx before and after, garbage, slowness: in 15 of 100 calls.
fn misbehave(options: &mut Options, seed: u64) {
    options.chaos = Some(Chaos { seed, percent: 15 });
    options.hang = Duration::from_secs(2);
}

async fn kill_and_compare(scene: Scene, seed: u64) {
    let no = scene.approved_request(PLAYERS).await;
    for kill in 0..KILLS {
        let mut worker = scene.start_worker();
        tokio::time::sleep(moment(seed, kill)).await;
        worker.kill().await.unwrap();
    }
    let survivor = scene.desk.db().request(no).await.unwrap().unwrap();
    assert_eq!(survivor.state, State::Delivering, "the kills came after the end: they proved nothing");

    finish(&scene, no).await;
    scene.agrees_row_by_row(no, PLAYERS).await;
    scene.game.stop().await;
}

/// A moment between the start of the process and well into its work, the same for the same seed.
fn moment(seed: u64, kill: u64) -> Duration {
    let mixed = (seed * 1_000 + kill).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    Duration::from_millis(80 + mixed % 320)
}

/// Works on until everybody has it. A person asks and re-grants where the kills used up what the desk tries by itself.
async fn finish(scene: &Scene, no: i64) {
    let approver = scene.person("approver").await;
    let _worker = scene.start_worker();
    let end = async {
        loop {
            let request = scene.desk.db().request(no).await.unwrap().unwrap();
            match request.state {
                State::Succeeded => return,
                State::Failed if request.counts.unknown > 0 => {
                    scene.desk.enquire(&approver, no).await.unwrap();
                }
                State::Failed => {
                    scene.desk.approver(&approver, no).await.unwrap().regrant(None).await.unwrap();
                }
                _ => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    };
    if tokio::time::timeout(Duration::from_secs(240), end).await.is_err() {
        panic!("the delivery does not end: {:?}", scene.desk.db().request(no).await.unwrap().unwrap().counts);
    }
}
