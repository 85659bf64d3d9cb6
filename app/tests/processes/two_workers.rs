//! Two worker processes at one PostgreSQL.

use std::time::Duration;

use grantdesk::request::State;

use crate::scene::Scene;

const PLAYERS: usize = 2_000;

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_share_a_delivery_and_send_nothing_twice() {
    let scene = Scene::on_postgres("two_workers", 10_000, |_| {}).await;
    let no = scene.approved_request(PLAYERS).await;
    let _workers = [scene.start_worker(), scene.start_worker()];
    let end = async {
        while scene.desk.db().request(no).await.unwrap().unwrap().state != State::Succeeded {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(120), end).await.expect("the delivery ends");

    let received = scene.game.received().await;
    assert_eq!(received.len(), PLAYERS);
    let twice: Vec<_> = received.iter().filter(|delivery| delivery.times_received != 1).collect();
    assert!(twice.is_empty(), "received more than once: {twice:?}");
    scene.agrees_row_by_row(no, PLAYERS).await;
    scene.game.stop().await;
}
