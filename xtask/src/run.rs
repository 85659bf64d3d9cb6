//! A demo desk on this machine.

use std::fs;
use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::{cargo, run as run_command, target};
use crate::site::site;

/// Becomes the desk, so that Ctrl-C and the exit code are the desk's own.
pub fn run(args: &[String]) -> Result<()> {
    site()?;
    run_command(&mut cargo("build --package app --features ssr"))?;

    let mut desk = Command::new(target().join("debug/grantdesk"));
    desk.args(["serve", "--demo"]);
    if !args.iter().any(|arg| arg.starts_with("--database")) {
        fs::create_dir_all("data").context("cannot create data")?;
        desk.arg("--database=sqlite://data/demo.db?mode=rwc");
    }
    Err(desk.args(args).exec()).context("cannot start the desk")
}
