//! Somebody who takes webhooks, over real HTTP.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use grantdesk::notification::Kind;
use grantdesk::webhook::{Hosts, Message, Messenger, Outlet, Patience, Subject, Tell, WebhookForm};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::Kit;

/// Listens, remembers what comes, and answers as it was told to; none means never.
pub struct Slack {
    port: u16,
    posts: Arc<Mutex<Vec<String>>>,
    arrived: Arc<Semaphore>,
}

type Script = Arc<dyn Fn(usize) -> Option<String> + Send + Sync>;

impl Slack {
    /// Answers by how many posts came before.
    pub async fn new(script: impl Fn(usize) -> Option<String> + Send + Sync + 'static) -> Slack {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (posts, arrived): (Arc<Mutex<Vec<String>>>, _) = (Arc::default(), Arc::new(Semaphore::new(0)));
        let script: Script = Arc::new(script);
        let (kept, bell) = (posts.clone(), arrived.clone());
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (kept, bell, script) = (kept.clone(), bell.clone(), script.clone());
                tokio::spawn(async move {
                    let post = read(&mut stream).await;
                    let nth = {
                        let mut kept = kept.lock().expect("posts");
                        kept.push(post);
                        kept.len() - 1
                    };
                    bell.add_permits(1);
                    match script(nth) {
                        Some(answer) => {
                            let _ = stream.write_all(answer.as_bytes()).await;
                            let _ = stream.shutdown().await;
                        }
                        None => std::future::pending().await,
                    }
                });
            }
        });
        Slack { port, posts, arrived }
    }

    pub async fn willing() -> Slack {
        Slack::new(|_| Some(ok())).await
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/services/T024/B024/s3cr3tToken", self.port)
    }

    /// Heads and bodies, in the order they came.
    pub fn posts(&self) -> Vec<String> {
        self.posts.lock().expect("posts").clone()
    }

    /// The texts that were posted.
    pub fn texts(&self) -> Vec<String> {
        let text = |post: String| {
            let (_, body) = post.split_once("\r\n\r\n").expect("a body");
            let body: serde_json::Value = serde_json::from_str(body).expect("JSON");
            body["text"].as_str().expect("a text").to_owned()
        };
        self.posts().into_iter().map(text).collect()
    }

    pub async fn wait_for(&self, posts: u32) {
        super::in_time(self.arrived.acquire_many(posts)).await.expect("posts").forget();
    }
}

async fn read(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        let length = text.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.trim().parse().ok());
        let body = text.split_once("\r\n\r\n").map(|(_, body)| body.len());
        if body.is_some_and(|body| body >= length.unwrap_or(0)) {
            return String::from_utf8(bytes).expect("UTF-8");
        }
        let mut buffer = [0; 4096];
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return String::from_utf8_lossy(&bytes).into_owned(),
            Ok(read) => bytes.extend_from_slice(&buffer[..read]),
        }
    }
}

/// What Slack says when all is well.
pub fn ok() -> String {
    said("200 OK", "", "ok")
}

pub fn said(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
}

/// Words without a language's: `approved R-1 by Approver`.
pub fn plain_words() -> Tell {
    Arc::new(|message, language| match message {
        Message::News { kind, subject, by, succeeded, deliveries, .. } => {
            let what = match subject {
                Subject::Request { no, .. } => format!("R-{no}"),
                Subject::Batch { requests, .. } => format!("{requests} requests"),
            };
            let by = by.as_deref().unwrap_or("the desk");
            format!("{language} {} {what} by {by}, {succeeded}/{deliveries}", kind.as_str())
        }
        Message::Test { by } => format!("{language} test by {by}"),
    })
}

impl Kit {
    /// May post to this machine, even what people set, and to Slack itself.
    pub fn outlet(&self) -> Outlet {
        Outlet::new(Hosts::new("hooks.slack.com,127.0.0.1", "127.0.0.0/8".parse().expect("a network")))
            .expect("a client")
    }

    pub fn messenger(&self) -> Messenger {
        Messenger::new(self.desk.clone(), self.outlet(), plain_words(), Patience::default())
    }

    /// Posts what is due now.
    pub async fn post(&self) {
        super::in_time(self.messenger().drain()).await.expect("the messenger works");
    }

    /// Posts everything there is, letting rests pass; within a few hours.
    pub async fn post_all(&self) {
        for _ in 0..24 {
            self.post().await;
            if self.number("select count(*) from webhook_calls where due_at is not null").await == 0 {
                return;
            }
            self.advance(Duration::from_secs(600));
        }
        panic!("something was never posted nor given up");
    }

    /// A person's own webhook.
    pub async fn own_webhook(&self, who: &str, url: &str) -> i64 {
        let person = self.person(who).await;
        let form = WebhookForm { url: url.into(), language: "ko".into(), ..WebhookForm::default() };
        self.desk.own_webhooks(&person).add(&form, &self.outlet()).await.expect("the desk works").expect("right")
    }

    /// A webhook of the game Moonlit Harbor, set by its manager.
    pub async fn game_webhook(&self, name: &str, url: &str, kinds: &[Kind]) -> i64 {
        let person = self.person("manager").await;
        let form = WebhookForm { name: name.into(), url: url.into(), language: "ja".into(), kinds: kinds.to_vec() };
        let keeper = self.desk.game_webhooks(&person, "moonlit").await.expect("may");
        keeper.add(&form, &self.outlet()).await.expect("the desk works").expect("right")
    }
}
