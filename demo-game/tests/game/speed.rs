//! Calls written by hand: what they measure is the game, and little else.

use std::time::Instant;

use demo_game::DemoGame;
use serde_json::{Value, json};
use standardwebhooks::Webhook;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::desk::{SECRET, grant, headers, options};

fn call(path: &str, id: &str, body: &str) -> String {
    let secret = Webhook::new(SECRET).unwrap();
    let signature: String =
        headers(&secret, id, body).into_iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!(
        "POST /kr-1{path} HTTP/1.1\r\nhost: game\r\ncontent-type: application/json\r\ncontent-length: {}\r\n{signature}\r\n{body}",
        body.len()
    )
}

/// Everything that comes back until the game ends the connection.
pub async fn exchange(game: &DemoGame, delivery: &Value) -> String {
    let mut connection = TcpStream::connect(game.address()).await.unwrap();
    let call = call("/deliveries", delivery["key"].as_str().unwrap(), &delivery.to_string());
    connection.write_all(call.as_bytes()).await.unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.unwrap();
    answer
}

/// Makes every call over so many connections, each answered by something that ends like this, and says how long it took.
async fn seconds(game: &DemoGame, calls: Vec<String>, connections: usize, end: &'static str) -> f64 {
    let share = calls.len().div_ceil(connections);
    let begin = Instant::now();
    let callers = calls.chunks(share).map(|calls| {
        let (calls, address) = (calls.to_vec(), game.address());
        tokio::spawn(async move {
            let mut connection = TcpStream::connect(address).await.unwrap();
            let mut answer = vec![0; 1 << 20];
            for call in calls {
                connection.write_all(call.as_bytes()).await.unwrap();
                let mut read = 0;
                while !answer[..read].ends_with(end.as_bytes()) {
                    let more = connection.read(&mut answer[read..]).await.unwrap();
                    assert_ne!(more, 0);
                    read += more;
                }
                assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer[..read]));
            }
        })
    });
    for caller in callers.collect::<Vec<_>>() {
        caller.await.unwrap();
    }
    begin.elapsed().as_secs_f64()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures: run it alone, with --release --nocapture"]
async fn deliveries_a_second() {
    const DELIVERIES: u32 = 100_000;
    let mut options = options("speed");
    options.max_batch = 500;
    let game = DemoGame::start(options).await.unwrap();
    let deliveries = |prefix: &str| -> Vec<Value> {
        (0..DELIVERIES).map(|n| grant(&format!("{prefix}-{n}"), &(10_000_000 + n % 400).to_string())).collect()
    };

    let alone =
        deliveries("alone").into_iter().map(|d| call("/deliveries", d["key"].as_str().unwrap(), &d.to_string()));
    let seconds_alone = seconds(&game, alone.collect(), 64, "}").await;
    println!("one a call: {:.0} deliveries/s", f64::from(DELIVERIES) / seconds_alone);

    let batches: Vec<String> = deliveries("batch")
        .chunks(500)
        .map(|batch| call("/deliveries/batch", "b", &json!({ "deliveries": batch }).to_string()))
        .collect();
    let seconds_in_batches = seconds(&game, batches, 4, "]}").await;
    println!("500 a call: {:.0} deliveries/s", f64::from(DELIVERIES) / seconds_in_batches);
    assert_eq!(game.applied().await.len(), 2 * DELIVERIES as usize);
    game.stop().await;
}
