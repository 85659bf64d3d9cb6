//! Compiling for browsers: with the target that rustup adds, or without it.
//!
//! Where rustup can download nothing, Debian still has a current compiler and the source of its
//! standard library, for its browsers. The library is then built along with the app: Cargo calls
//! this `build-std`, and lets a stable compiler do it when `RUSTC_BOOTSTRAP` is set.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::{self, read};

const TARGET: &str = "wasm32-unknown-unknown";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CLIPPY: &str = "/usr/bin/cargo-clippy";
const DEBIAN_SOURCE: &str = "/usr/lib/rustlib/src/rust/library/std";

pub fn is_possible() -> bool {
    has_target().unwrap_or(false) || has_source()
}

/// Cargo for the target of browsers.
pub fn cargo(line: &str) -> Result<Command> {
    let mut cargo = if has_target()? { command::cargo(line) } else { from_source(line)? };
    cargo.env("CARGO_BUILD_TARGET", TARGET);
    Ok(cargo)
}

fn has_target() -> Result<bool> {
    let library = read(Command::new("rustc").args(["--print=target-libdir", "--target", TARGET]))?;
    Ok(Path::new(&library).is_dir())
}

fn has_source() -> bool {
    [DEBIAN_RUSTC, DEBIAN_CLIPPY, DEBIAN_SOURCE].iter().all(|path| Path::new(path).exists())
}

fn from_source(line: &str) -> Result<Command> {
    let program = if line.starts_with("clippy ") { DEBIAN_CLIPPY } else { "cargo" };
    let mut cargo = command::cargo_by(program, line);
    cargo
        .env("RUSTC", DEBIAN_RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker()?);
    Ok(cargo)
}

/// Debian's compiler comes without the linker for wasm; rustup's has it at hand.
fn linker() -> Result<PathBuf> {
    let library = PathBuf::from(read(Command::new("rustc").arg("--print=target-libdir"))?);
    let host = library.parent().context("rustc has no directory")?;
    Ok(host.join("bin/rust-lld"))
}
