//! The desk as browsers meet it, for figures.

#[path = "../../../benches/kit/median.rs"]
mod median;
#[path = "../../../benches/kit/postgres.rs"]
mod postgres;

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use grantdesk::demo;
use reqwest::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use reqwest::{Client, Response};
use serde_json::Value;

/// Ends a part of a form.
pub const BOUNDARY: &str = "the-end-of-a-part";

/// `grantdesk serve` as a process of its own, and somebody signed in.
pub struct Web {
    process: Child,
    pub base: String,
    pub cookie: String,
    pub client: Client,
}

impl Web {
    /// Started by a command before it, such as one that keeps it to one core.
    pub async fn start(before: &[&str], database: &str) -> Web {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let listen = listener.local_addr().unwrap().to_string();
        drop(listener);
        let line = [before, &[env!("CARGO_BIN_EXE_grantdesk")]].concat();
        let process = Command::new(line[0])
            .args(&line[1..])
            .args(["serve", "--no-worker", "--database", database, "--listen", &listen])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let base = format!("http://{listen}");
        while client.get(format!("{base}/readyz")).send().await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let login = client.post(format!("{base}/login")).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let login = login.body(format!("username=operator&password={}", demo::PASSWORD)).send().await.unwrap();
        let cookie = login.headers()[SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        Web { process, base, cookie, client }
    }

    pub async fn get(&self, path: &str) -> Response {
        let response =
            self.client.get(format!("{}{path}", self.base)).header(COOKIE, &self.cookie).send().await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        response
    }

    pub async fn post(&self, path: &str, form: Vec<u8>) -> Response {
        let request = self.client.post(format!("{}{path}", self.base)).header(COOKIE, &self.cookie);
        let request = request.header(CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
        let response = request.body(form).send().await.unwrap();
        assert_eq!(response.status(), 303, "{path}");
        response
    }

    /// A line of the process's own account, in kB: VmRSS is what it takes now, VmHWM the most it took.
    pub fn memory(&self, line: &str) -> i64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let found = status.lines().find(|text| text.starts_with(line)).unwrap();
        found.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    /// From now on the most is counted anew (proc(5), clear_refs).
    pub fn forget_peak(&self) {
        std::fs::write(format!("/proc/{}/clear_refs", self.process.id()), "5").unwrap();
    }
}

impl Drop for Web {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The middle one of a figure on a database.
pub fn median(rows: &[Value], database: &str, figure: &str) -> f64 {
    let of_database = rows.iter().filter(|row| row["database"] == database);
    median::median(of_database.filter_map(|row| row[figure].as_f64()).collect())
}

pub async fn fresh_postgres(server: &str, round: usize) -> String {
    postgres::fresh_postgres(server, &format!("web_{round}")).await
}
