//! A desk that is told to stop.

use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

#[tokio::test]
async fn a_desk_that_is_told_to_stop_leaves_everything_in_its_one_file() {
    let directory = tempfile::tempdir().unwrap();
    let database = format!("sqlite://{}?mode=rwc", directory.path().join("desk.db").display());
    let mut desk = Command::new(env!("CARGO_BIN_EXE_grantdesk"))
        .args(["serve", "--listen", "127.0.0.1:0", "--database", &database])
        .current_dir(directory.path())
        .env("RUST_LOG", "off")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut said = BufReader::new(desk.stdout.take().unwrap()).lines();
    while !said.next_line().await.unwrap().expect("it says where it is set up").contains("/setup") {}

    let terminate = Command::new("kill").arg(desk.id().unwrap().to_string()).status().await.unwrap();
    assert!(terminate.success());
    assert!(desk.wait().await.unwrap().success());
    let left: Vec<_> = directory.path().read_dir().unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left, ["desk.db"]);
}
