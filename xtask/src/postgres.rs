//! A PostgreSQL of one's own, for as long as a task runs.

use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

use crate::command::{find, is_root, read};

/// Whether a commit waits for the disk. Tests do not care; a figure that does not would be a lie.
#[derive(Debug, Clone, Copy)]
pub enum Durability {
    Full,
    None,
}

/// A running cluster. It is stopped and removed when dropped.
#[derive(Debug)]
pub struct Cluster {
    port: u16,
    directory: PathBuf,
    keeper: Child,
}

impl Cluster {
    pub fn start(durability: Durability) -> Result<Self> {
        let programs = programs().context("initdb and pg_ctl were not found")?;
        let directory = create_directory(durability)?;
        let keeper = start_keeper(&programs, &directory)?;
        let cluster = Self { port: free_port()?, directory, keeper };
        cluster.initialise(&programs)?;
        cluster.configure(durability)?;
        cluster.listen(&programs)?;
        println!("{}", cluster.url());
        Ok(cluster)
    }

    fn initialise(&self, programs: &Path) -> Result<()> {
        let options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"];
        read(unprivileged(programs.join("initdb"))?.args(options).arg("--pgdata").arg(self.data()))?;
        Ok(())
    }

    fn configure(&self, durability: Durability) -> Result<()> {
        let Self { port, directory, .. } = self;
        let mut settings = format!(
            "port = {port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{}'\nmax_connections = 200\n",
            directory.display(),
        );
        if let Durability::None = durability {
            settings.push_str("fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n");
        }
        let path = self.data().join("postgresql.conf");
        let mut file =
            OpenOptions::new().append(true).open(&path).with_context(|| format!("cannot open {}", path.display()))?;
        file.write_all(settings.as_bytes()).context("cannot configure PostgreSQL")
    }

    fn listen(&self, programs: &Path) -> Result<()> {
        let log = self.directory.join("log");
        let mut start = unprivileged(programs.join("pg_ctl"))?;
        start.args(["start", "-w", "-D"]).arg(self.data()).arg("-l").arg(&log);
        read(&mut start).with_context(|| fs::read_to_string(&log).unwrap_or_default())?;
        Ok(())
    }

    fn data(&self) -> PathBuf {
        self.directory.join("data")
    }

    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        if let Err(error) = self.keeper.wait() {
            eprintln!("PostgreSQL in {} may still run: {error}", self.directory.display());
        }
    }
}

/// The directory of initdb and pg_ctl, which Debian keeps away from the PATH.
pub fn programs() -> Option<PathBuf> {
    let on_the_path = find("initdb").and_then(|initdb| Some(initdb.parent()?.to_owned()));
    let of_debian = || {
        let versions = fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
        let version = |name: &OsStr| name.to_str().and_then(|name| name.parse::<u32>().ok());
        let newest = versions.max_by_key(|entry| version(&entry.file_name()))?;
        Some(newest.path().join("bin"))
    };
    [on_the_path, of_debian()]
        .into_iter()
        .flatten()
        .find(|bin| bin.join("initdb").exists() && bin.join("pg_ctl").exists())
}

/// In memory where the system has its temporary files there, but on the disk when the disk is what is measured.
fn create_directory(durability: Durability) -> Result<PathBuf> {
    let parent = match durability {
        Durability::Full => PathBuf::from("/var/tmp"),
        Durability::None => std::env::temp_dir(),
    };
    let pattern = parent.join("grantdesk-postgres.XXXXXX");
    read(unprivileged("mktemp")?.arg("-d").arg(pattern)).map(PathBuf::from)
}

/// A shell that waits until our end of its input is closed, by the drop or by our death, and then clears up.
/// So a Ctrl-C or a killed task leaves nothing behind. It is in its own group, where no Ctrl-C reaches it.
fn start_keeper(programs: &Path, directory: &Path) -> Result<Child> {
    unprivileged("sh")?
        .args(["-c", r#"read -r _; "$1" stop -D "$0/data" -m immediate; rm -rf "$0""#])
        .args([directory, &programs.join("pg_ctl")])
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("cannot start a shell")
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no free port")?;
    Ok(listener.local_addr()?.port())
}

/// PostgreSQL refuses to be run by root, so root runs it as the user whom the Debian package creates.
fn unprivileged(program: impl AsRef<OsStr>) -> Result<Command> {
    let mut command = if is_root()? {
        let mut setpriv = Command::new("setpriv");
        setpriv.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "--"]).arg(program);
        setpriv
    } else {
        Command::new(program)
    };
    command.current_dir("/");
    Ok(command)
}
