//! As much of a desk as it takes to call a game.

use std::{fs, path::PathBuf, time::SystemTime};

use demo_game::{DemoGame, Options};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use standardwebhooks::Webhook;

pub const SECRET: &str = "whsec_Z3JhbnRkZXNrIGFuZCBpdHMgZGVtbyBnYW1l";

/// A game with a ledger of its own.
pub fn options(test: &str) -> Options {
    Options::new(fresh_ledger(test), SECRET)
}

/// Where a test's ledger is, with nothing there.
pub fn fresh_ledger(test: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("demo-game").join(test);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder.join("ledger.db")
}

pub struct Desk {
    client: reqwest::Client,
    secret: Webhook,
    base: String,
}

impl Desk {
    /// A desk that calls the game's server kr-1.
    pub fn of(game: &DemoGame) -> Desk {
        Desk::of_server(game, "kr-1")
    }

    pub fn of_server(game: &DemoGame, server: &str) -> Desk {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        Desk { client, secret: Webhook::new(SECRET).unwrap(), base: game.base_url(server) }
    }

    pub fn with_secret(mut self, secret: &str) -> Desk {
        self.secret = Webhook::new(secret).unwrap();
        self
    }

    pub async fn deliver(&self, delivery: &Value) -> reqwest::Result<Response> {
        let key = delivery["key"].as_str().unwrap();
        self.post("/deliveries", key, delivery.to_string()).await
    }

    pub async fn deliver_batch(&self, id: &str, deliveries: &[Value]) -> reqwest::Result<Response> {
        self.post("/deliveries/batch", id, json!({ "deliveries": deliveries }).to_string()).await
    }

    pub async fn ask(&self, key: &str) -> reqwest::Result<Response> {
        self.get(&format!("/deliveries/{key}"), key).await
    }

    pub async fn post(&self, path: &str, id: &str, body: String) -> reqwest::Result<Response> {
        let call = self.client.post(format!("{}{path}", self.base));
        self.sign(call, id, &body).body(body).send().await
    }

    pub async fn get(&self, path: &str, id: &str) -> reqwest::Result<Response> {
        self.sign(self.client.get(format!("{}{path}", self.base)), id, "").send().await
    }

    pub async fn get_unsigned(&self, address: &str) -> Value {
        self.client.get(address).send().await.unwrap().json().await.unwrap()
    }

    fn sign(&self, call: reqwest::RequestBuilder, id: &str, body: &str) -> reqwest::RequestBuilder {
        headers(&self.secret, id, body).into_iter().fold(call, |call, (name, value)| call.header(name, value))
    }
}

/// The three headers of a signed call.
pub fn headers(secret: &Webhook, id: &str, body: &str) -> [(&'static str, String); 3] {
    let now = i64::try_from(SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs()).unwrap();
    [
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", now.to_string()),
        ("webhook-signature", secret.sign(id, now, body.as_bytes()).unwrap()),
    ]
}

pub fn grant(key: &str, player: &str) -> Value {
    json!({
        "key": key,
        "request": "R-20431",
        "direction": "grant",
        "server": "kr-1",
        "player": { "kind": "player_id", "id": player },
        "items": [{ "code": "GEM", "quantity": 300 }],
        "reason": "outage",
        "detail_reason": null,
        "message": { "key": "sorry", "texts": { "en": "Sorry", "ko": "죄송합니다", "ja": "申し訳ありません" } },
        "valid_from": null,
        "valid_until": "2030-01-01T00:00:00Z",
        "order_number": null,
        "additional_info": { "ticket": "T-9" },
    })
}

pub fn clawback(key: &str, player: &str) -> Value {
    let mut delivery = grant(key, player);
    delivery["direction"] = "clawback".into();
    delivery
}

/// Status and JSON of an answer that must be one.
pub async fn read(answer: reqwest::Result<Response>) -> (StatusCode, Value) {
    let answer = answer.unwrap();
    (answer.status(), answer.json().await.unwrap())
}

/// Whether the connection ended without a whole answer.
pub async fn is_cut(answer: reqwest::Result<Response>) -> bool {
    match answer {
        Ok(answer) => answer.bytes().await.is_err(),
        Err(_) => true,
    }
}
