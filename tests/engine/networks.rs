use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use grantdesk::connector::SignedHttp;
use grantdesk::request::{DeliveryState, State};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::kit::{Kit, on_both};

/// Listens, counts who connects, and answers everybody alike.
struct Stub {
    port: u16,
    connections: Arc<AtomicUsize>,
}

impl Stub {
    async fn answering(answer: impl Into<String>) -> Stub {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let connections = Arc::new(AtomicUsize::new(0));
        let (count, answer) = (connections.clone(), answer.into());
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                let answer = answer.clone();
                tokio::spawn(async move {
                    let mut buffer = [0; 16 * 1024];
                    let _ = stream.read(&mut buffer).await;
                    let _ = stream.write_all(answer.as_bytes()).await;
                    let _ = stream.shutdown().await;
                });
            }
        });
        Stub { port, connections }
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

async fn deliver(kit: &Kit, url: &str, networks: &str) -> i64 {
    kit.servers_at(url, |server| server.timeout_ms = 300).await;
    let connector = SignedHttp::new(networks.parse().expect("networks")).expect("a client");
    let no = kit.approved(&["10000001"]).await;
    kit.deliver(&kit.worker(Arc::new(connector))).await;
    no
}

fn http(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
}

on_both! {
    async fn a_server_outside_the_networks_is_never_called(kit: Kit) {
        let stub = Stub::answering(http("200 OK", "", r#"{"result":"applied","transaction_id":"t"}"#)).await;
        // A number, a name that is resolved, and a number in disguise.
        for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"] {
            let no = deliver(&kit, &format!("http://{host}:{}", stub.port), "10.0.0.0/8").await;
            let delivery = kit.delivery(no, 1).await;
            assert_eq!(
                (delivery.state, delivery.cause.as_deref()),
                (DeliveryState::Failed, Some("address_not_allowed")),
                "{host}"
            );
            assert_eq!(kit.story_of(no, 1).await, ["send: not_sent"], "it is not tried again: {host}");
        }
        assert_eq!(stub.connections(), 0);
    }

    async fn a_server_inside_the_networks_is_called_by_name_and_number(kit: Kit) {
        let stub = Stub::answering(http("200 OK", "", r#"{"result":"applied","transaction_id":"t"}"#)).await;
        for host in ["127.0.0.1", "localhost"] {
            let no = deliver(&kit, &format!("http://{host}:{}", stub.port), "127.0.0.0/8").await;
            assert_eq!(kit.state(no).await, State::Succeeded, "{host}");
        }
        assert_eq!(stub.connections(), 2);
    }

    async fn redirects_are_not_followed(kit: Kit) {
        let elsewhere = Stub::answering(http("200 OK", "", r#"{"result":"applied","transaction_id":"t"}"#)).await;
        for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
            let location = format!("location: http://127.0.0.1:{}/\r\n", elsewhere.port);
            let stub = Stub::answering(http(status, &location, "")).await;
            let no = deliver(&kit, &format!("http://127.0.0.1:{}", stub.port), "127.0.0.0/8").await;
            assert_ne!(kit.state(no).await, State::Succeeded, "{status}");
            assert!(stub.connections() > 0);
        }
        assert_eq!(elsewhere.connections(), 0);
    }

    async fn an_answer_without_end_is_given_up(kit: Kit) {
        let endless = format!(
            "HTTP/1.1 200 OK\r\ncontent-length: 999999\r\n\r\n{{\"result\":\"applied\",\"x\":\"{}",
            "x".repeat(100_000)
        );
        let stub = Stub::answering(endless).await;
        let no = deliver(&kit, &format!("http://127.0.0.1:{}", stub.port), "127.0.0.0/8").await;
        assert_eq!(kit.delivery_states(no).await, [DeliveryState::Unknown]);
        assert_eq!(kit.attempts(no, 1).await[0].cause.as_deref(), Some("unreadable"));
    }

    async fn an_answer_that_breaks_off_is_unknown(kit: Kit) {
        for answer in
            ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 60\r\n\r\n{\"result\":\"applied\""]
        {
            let stub = Stub::answering(answer).await;
            let no = deliver(&kit, &format!("http://127.0.0.1:{}", stub.port), "127.0.0.0/8").await;
            assert_eq!(kit.delivery_states(no).await, [DeliveryState::Unknown], "{answer:?}");
            assert_eq!(kit.attempts(no, 1).await[0].cause.as_deref(), Some("connection_lost"), "{answer:?}");
        }
    }

    async fn a_proxys_answers_are_not_the_games(kit: Kit) {
        // "Applied" with a 502, a bare 404 to a question, and a success that says nothing.
        for (status, body) in [
            ("502 Bad Gateway", r#"{"result":"applied","transaction_id":"t"}"#),
            ("200 OK", ""),
            ("200 OK", r#"{"result":"perhaps"}"#),
            ("204 No Content", ""),
        ] {
            let stub = Stub::answering(http(status, "", body)).await;
            let no = deliver(&kit, &format!("http://127.0.0.1:{}", stub.port), "127.0.0.0/8").await;
            assert_eq!(kit.delivery_states(no).await, [DeliveryState::Unknown], "{status} {body}");
        }
        let stub = Stub::answering(http("404 Not Found", "", "<h1>Not found</h1>")).await;
        let no = deliver(&kit, &format!("http://127.0.0.1:{}", stub.port), "127.0.0.0/8").await;
        let delivery = kit.delivery(no, 1).await;
        assert_eq!((delivery.state, delivery.cause.as_deref()), (DeliveryState::Failed, Some("turned_away")));
    }
}
