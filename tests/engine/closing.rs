//! People copy the file of a desk that they stopped.

use grantdesk::store::Db;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_was_closed_is_whole_in_its_one_file() {
    let directory = tempfile::tempdir().expect("a directory");
    let [file, log] = ["desk.db", "desk.db-wal"].map(|name| directory.path().join(name));
    for _ in 0..50 {
        let db = Db::open(&format!("sqlite://{}?mode=rwc", file.display())).await.expect("a database");
        db.migrate().await.expect("its schema");
        db.save_session("somebody", "{}", 1).await.expect("a session");
        assert!(log.exists());
        db.close().await;
        assert!(!log.exists(), "what was written last is beside the file, and not in it");
    }
}
