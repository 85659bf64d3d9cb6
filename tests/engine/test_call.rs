//! What a test call says of a game server, over real HTTP.

use grantdesk::catalog::{Kind, Secret};
use grantdesk::connector::{Cause, Signature, TestCall};
use grantdesk::event::Subject;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::catalog::outside;
use crate::kit::{Game, Kit, on_both};

async fn test(kit: &Kit) -> TestCall {
    let (person, outside) = (kit.person("manager").await, outside());
    kit.desk.manager(&person, "moonlit", &outside).await.expect("a manager").test("kr-1").await.expect("a test call")
}

/// A server that gives everybody this answer; its URL.
async fn answering(status: &'static str, body: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut buffer = [0; 16 * 1024];
            let _ = stream.read(&mut buffer).await;
            let answer =
                format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    url
}

on_both! {
    async fn a_well_server_says_what_it_takes_and_knows_the_desk(kit: Kit) {
        let game = Game::start(&kit).await;
        let call = test(&kit).await;
        assert_eq!((call.health.status, call.health.cause), (Some(200), None));
        assert!(call.health.max_batch.is_some() && call.health.said.contains("key_window_seconds"));
        assert_eq!(call.signature, Signature::Accepted);
        game.stop().await;

        let server = kit.desk.servers(&kit.person("manager").await).await.expect("servers").remove(0);
        let events = kit.desk.db().events(Subject::Catalog(Kind::Server, server.id)).await.expect("events");
        let tested = events.iter().find(|event| event.action == "tested").expect("who called is written down");
        assert_eq!(tested.actor_name, "Manager");
        assert!(tested.details.contains("accepted") && !tested.details.contains("whsec"));
    }

    async fn a_wrong_secret_is_seen_as_such(kit: Kit) {
        let game = Game::start(&kit).await;
        let (person, outside) = (kit.person("manager").await, outside());
        let manager = kit.desk.manager(&person, "moonlit", &outside).await.expect("a manager");
        manager.change_secret("kr-1", &Secret::generate()).await.expect("changed");
        assert_eq!(test(&kit).await.signature, Signature::Refused { status: 401 });
        game.stop().await;
    }

    async fn what_is_no_answer_is_told_by_its_cause(kit: Kit) {
        let never_seen = r#"{"error":"never_seen","max_batch":1}"#;
        for (status, body, health, signature) in [
            ("200 OK", "<html>Welcome!", Some(Cause::Unreadable), Signature::Unclear),
            ("404 Not Found", never_seen, Some(Cause::Unreadable), Signature::NotChecked),
            ("500 Oh", "", Some(Cause::ServerError), Signature::Unclear),
            ("403 No", "", Some(Cause::Unreadable), Signature::Refused { status: 403 }),
            ("200 OK", r#"{"max_batch":7}"#, None, Signature::Unclear),
        ] {
            let url = answering(status, body).await;
            kit.servers_at(&url, |server| server.timeout_ms = 2_000).await;
            let call = test(&kit).await;
            assert_eq!((call.health.cause, call.signature), (health, signature), "{status} {body}");
        }
        kit.servers_at("http://169.254.169.254", |_| ()).await;
        assert_eq!(test(&kit).await.health.cause, Some(Cause::AddressNotAllowed));
        kit.servers_at("http://127.0.0.1:1", |_| ()).await;
        let call = test(&kit).await;
        assert_eq!(call.health.cause, Some(Cause::Unreachable));
        assert!(call.health.said.contains("refused"), "{}", call.health.said);
        // A name may stay unresolved, and a port may not speak TLS.
        kit.servers_at("http://nowhere.invalid", |_| ()).await;
        assert_eq!(test(&kit).await.health.cause, Some(Cause::Unreachable));
        let url = answering("200 OK", "").await.replace("http:", "https:");
        kit.servers_at(&url, |_| ()).await;
        assert_eq!(test(&kit).await.health.cause, Some(Cause::TlsFailed));
    }

    async fn a_server_that_says_nothing_is_not_waited_for_long(kit: Kit) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        kit.servers_at(&url, |server| server.timeout_ms = 300).await;
        let call = crate::kit::in_time(test(&kit)).await;
        assert_eq!((call.health.cause, call.signature), (Some(Cause::TimedOut), Signature::Unclear));
    }
}
