//! Other programs: finding them, starting them, and failing when they fail.

use std::env;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

/// Cargo as a person would call it.
///
/// `cargo run` puts the name and version of xtask itself into the environment. Build scripts that
/// watch these (ring's does) would compile again at every change between `cargo build` and
/// `cargo xtask`, so they are taken out. So is `LEPTOS_OUTPUT_NAME`: with it, Leptos would look for
/// the wasm under the name that cargo-leptos gives it.
pub fn cargo(line: &str) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args(line.split_whitespace());
    for (name, _) in env::vars_os().filter(|(name, _)| is_of_xtask(name)) {
        cargo.env_remove(name);
    }
    cargo
}

fn is_of_xtask(variable: &OsStr) -> bool {
    let name = variable.to_string_lossy();
    name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name == "LEPTOS_OUTPUT_NAME"
}

/// Runs a command in sight of the person: the line itself first, then what it prints.
pub fn run(command: &mut Command) -> Result<()> {
    println!("$ {}", line(command));
    let status = command.status().with_context(|| format!("cannot start `{}`", line(command)))?;
    ensure!(status.success(), "`{}` failed ({status})", line(command));
    Ok(())
}

/// Runs a command whose output matters only to the program, or when it fails.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("cannot start `{}`", line(command)))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if !output.status.success() {
        bail!("`{}` failed ({})\n{}\n{}", line(command), output.status, text(&output.stdout), text(&output.stderr));
    }
    Ok(text(&output.stdout))
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

/// Where a program is on the PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|directory| directory.join(program)).find(|path| path.is_file())
}

/// Where Cargo puts what it builds.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from)
}

pub fn is_root() -> Result<bool> {
    Ok(read(Command::new("id").arg("-u"))? == "0")
}
