//! A player file on its way in, when the desk is killed or the line is cut: all of it is there afterwards, or nothing.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};

use crate::scene::{Scene, ordinary_players};

const PLAYERS: usize = 30_000;
const KILLS: u64 = 12;
const BOUNDARY: &str = "the-end-of-a-part";

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_import_leaves_all_or_nothing_and_the_same_file_goes_through_afterwards_on_sqlite() {
    kill_imports(Scene::on_sqlite(300, |_| ()).await, 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_import_leaves_all_or_nothing_and_the_same_file_goes_through_afterwards_on_postgres() {
    kill_imports(Scene::on_postgres("import", 300, |_| ()).await, 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_whose_line_is_cut_leaves_nothing_and_the_same_file_goes_through_afterwards() {
    let scene = Scene::on_sqlite(300, |_| ()).await;
    let desk = Web::start(&scene).await;
    let key = key();
    let form = form(&key);
    let head = format!(
        "POST /requests/new HTTP/1.1\r\nhost: {}\r\ncookie: {}\r\ncontent-type: {}\r\ncontent-length: {}\r\n\r\n",
        desk.address,
        desk.cookie,
        content_type(),
        form.len()
    );
    let mut line = TcpStream::connect(&desk.address).await.unwrap();
    line.write_all(head.as_bytes()).await.unwrap();
    line.write_all(&form[..form.len() / 2]).await.unwrap();
    line.flush().await.unwrap();
    drop(line);

    assert_eq!(scene.number("select count(*) from requests").await, 0);
    assert_eq!(scene.number("select count(*) from uploads where is_whole = true").await, 0);
    assert_eq!(desk.send(&key).await.unwrap(), 303);
    scene.has_whole_requests(1).await;
}

async fn kill_imports(scene: Scene, seed: u64) {
    let mut survived = 0;
    for kill in 0..KILLS {
        let mut desk = Web::start(&scene).await;
        let key = key();
        let sending = {
            let (desk, key) = (desk.clone(), key.clone());
            tokio::spawn(async move { desk.send(&key).await })
        };
        tokio::time::sleep(moment(seed, kill)).await;
        desk.kill().await;
        let _ = sending.await;
        survived += scene.number("select count(*) from requests").await - survived;
        scene.has_whole_requests(survived).await;

        let again = Web::start(&scene).await;
        assert_eq!(again.send(&key).await.unwrap(), 303, "the same file goes through afterwards");
        survived = scene.number("select count(*) from requests").await;
        scene.has_whole_requests(kill as i64 + 1).await;
    }
}

/// A moment in the upload, the check, or the writing of the request; the same for the same seed.
fn moment(seed: u64, kill: u64) -> Duration {
    let mixed = (seed * 1_000 + kill).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    Duration::from_millis(20 + kill * 100 + mixed % 100)
}

/// `grantdesk serve` without a worker, and somebody signed in.
#[derive(Clone)]
struct Web {
    process: std::sync::Arc<tokio::sync::Mutex<Child>>,
    address: String,
    cookie: String,
}

impl Web {
    async fn start(scene: &Scene) -> Web {
        let address = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().to_string();
        let process = Command::new(env!("CARGO_BIN_EXE_grantdesk"))
            .args(["serve", "--no-worker", "--database", &scene.database, "--listen", &address])
            .env("RUST_LOG", "off")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let client = client();
        while client.get(format!("http://{address}/healthz")).send().await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let login =
            client.post(format!("http://{address}/login")).header("content-type", "application/x-www-form-urlencoded");
        let login =
            login.body(format!("username=operator&password={}", grantdesk::demo::PASSWORD)).send().await.unwrap();
        let cookie = login.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        Web { process: std::sync::Arc::new(tokio::sync::Mutex::new(process)), address, cookie }
    }

    /// Sends the form with its file, and answers the status.
    async fn send(&self, key: &str) -> reqwest::Result<u16> {
        let request = client().post(format!("http://{}/requests/new", self.address)).header("cookie", &self.cookie);
        let response = request.header("content-type", content_type()).body(form(key)).send().await?;
        Ok(response.status().as_u16())
    }

    async fn kill(&mut self) {
        self.process.lock().await.kill().await.unwrap();
    }
}

fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap()
}

fn key() -> String {
    uuid::Uuid::now_v7().to_string()
}

fn content_type() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

/// The request form with a file of players, as a browser sends it.
fn form(key: &str) -> Vec<u8> {
    let fields = [
        ("key", key),
        ("game", "moonlit"),
        ("server", "kr-1"),
        ("direction", "grant"),
        ("reason", "outage"),
        ("item", "GEM"),
        ("quantity", "300"),
        ("id_kind", "player_id"),
        ("players", ""),
    ];
    let mut form = String::new();
    for (name, value) in fields {
        form += &format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    let file = "content-disposition: form-data; name=\"file\"; filename=\"players.csv\"\r\ncontent-type: text/csv";
    form += &format!("--{BOUNDARY}\r\n{file}\r\n\r\n{}\r\n--{BOUNDARY}--\r\n", ordinary_players(PLAYERS).join("\n"));
    form.into_bytes()
}

impl Scene {
    /// So many requests, each with everybody in it; and nothing breaks an invariant.
    async fn has_whole_requests(&self, count: i64) {
        assert_eq!(self.number("select count(*) from requests").await, count);
        assert_eq!(self.number("select count(*) from deliveries").await, count * PLAYERS as i64);
        assert_eq!(self.desk.check().await.unwrap(), []);
    }
}
