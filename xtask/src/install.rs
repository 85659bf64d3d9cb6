//! What Cargo cannot bring: installed on Debian by root, named to everybody else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail, ensure};

use crate::command::{find, is_root, run};
use crate::postgres;

/// A program, and the Debian packages that bring it.
#[derive(Debug)]
pub struct Program {
    name: &'static str,
    packages: &'static [&'static str],
    is_here: fn() -> bool,
}

pub const POSTGRESQL: Program =
    Program { name: "PostgreSQL", packages: &["postgresql"], is_here: || postgres::programs().is_some() };

/// With the fonts to show Korean and Japanese pages.
pub const CHROMIUM: Program = Program {
    name: "Chromium (at /usr/bin/chromium, or say where in CHROMIUM)",
    packages: &["chromium", "fonts-noto-cjk"],
    is_here: || chromium().is_file(),
};

/// Where playwright.config.ts looks for it, too.
fn chromium() -> PathBuf {
    std::env::var_os("CHROMIUM").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from)
}

pub fn programs(needed: &[Program]) -> Result<()> {
    let missing: Vec<_> = needed.iter().filter(|program| !(program.is_here)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if is_root()? && find("apt-get").is_some() {
        run(apt_get().arg("update"))?;
        let packages = missing.iter().flat_map(|program| program.packages);
        run(apt_get().args(["install", "--yes", "--no-install-recommends"]).args(packages))?;
    }
    let names: Vec<_> = missing.iter().filter(|program| !(program.is_here)()).map(|program| program.name).collect();
    ensure!(names.is_empty(), "please install {}", names.join(" and "));
    Ok(())
}

fn apt_get() -> Command {
    let mut apt_get = Command::new("apt-get");
    apt_get.arg("--quiet").env("DEBIAN_FRONTEND", "noninteractive");
    apt_get
}

/// The packages of end2end: Playwright, which drives the Chromium above, axe, and wasm-opt.
pub fn node_modules() -> Result<()> {
    if find("npm").is_none() {
        bail!("please install Node.js 20 or newer, with npm");
    }
    let lock = Path::new("end2end/package-lock.json");
    let installed = Path::new("end2end/node_modules/.package-lock.json");
    if lock.exists() && is_newer(installed, lock) {
        return Ok(());
    }
    let verb = if lock.exists() { "ci" } else { "install" };
    run(Command::new("npm")
        .args([verb, "--no-audit", "--no-fund"])
        .current_dir("end2end")
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
}

fn is_newer(installed: &Path, lock: &Path) -> bool {
    let changed = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
    changed(installed).is_some_and(|installed| Some(installed) >= changed(lock))
}
