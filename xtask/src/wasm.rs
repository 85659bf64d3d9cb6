//! Compiling for browsers: the target comes from rustup, which adds it when asked.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::{self, read, run};

const TARGET: &str = "wasm32-unknown-unknown";

/// Cargo for the target of browsers.
pub fn cargo(line: &str) -> Result<Command> {
    add_target()?;
    let mut cargo = command::cargo(line);
    cargo.env("CARGO_BUILD_TARGET", TARGET);
    Ok(cargo)
}

/// rust-toolchain.toml names the target, but a rustup that may not install by itself leaves it out.
fn add_target() -> Result<()> {
    let library = read(Command::new("rustc").args(["--print=target-libdir", "--target", TARGET]))?;
    if Path::new(&library).is_dir() {
        return Ok(());
    }
    run(Command::new("rustup").args(["target", "add", TARGET]))
        .with_context(|| format!("please install Rust's target {TARGET}"))
}
