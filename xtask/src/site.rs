//! What browsers load: the islands as wasm with its JavaScript, one stylesheet, and the public files.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use wasm_bindgen_cli_support::Bindgen;

use crate::command::{find, run, target};
use crate::{css, wasm};

const SITE: &str = "target/site";
const PKG: &str = "target/site/pkg";
const SCRIPT: &str = "target/site/pkg/grantdesk.js";
const BOUND: &str = "target/site/pkg/grantdesk_bg.wasm";
const STYLE: &str = "target/site/pkg/grantdesk.css";
const PICTURES: [&str; 2] = ["target/site/icons.svg", "target/site/favicon.svg"];

/// Remembers which wasm was last bound and optimised. It lies outside of the site, which is public.
const STAMP: &str = "target/site.stamp";

/// Rust turns these on for wasm32-unknown-unknown; wasm-opt has to be told, as the stripped file no longer says so.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

pub fn site() -> Result<()> {
    let compiled = compile()?;
    fs::create_dir_all(PKG).with_context(|| format!("cannot create {PKG}"))?;
    bind_and_optimise(&compiled)?;
    write(STYLE, css::bundle(Path::new("style/main.css"))?)?;
    copy(Path::new("public"), Path::new(SITE))?;
    [SCRIPT, BOUND, STYLE].into_iter().chain(PICTURES).try_for_each(compress)
}

fn compile() -> Result<PathBuf> {
    run(&mut wasm::cargo("build --package app --lib --features hydrate --profile wasm-release")?)?;
    Ok(target().join("wasm32-unknown-unknown/wasm-release/app.wasm"))
}

/// Cargo knows whether the code changed; this only spares the two slow steps after it when it did not.
fn bind_and_optimise(compiled: &Path) -> Result<()> {
    let optimiser = wasm_opt();
    let stamp = stamp(compiled, optimiser.as_deref())?;
    let is_current = fs::read_to_string(STAMP).is_ok_and(|last| last == stamp);
    if is_current && Path::new(SCRIPT).exists() && Path::new(BOUND).exists() {
        return Ok(());
    }

    forget_the_stamp()?;
    bind(compiled)?;
    match optimiser {
        Some(optimiser) => run(Command::new(optimiser).args(WASM_FEATURES).args(["-Oz", BOUND, "-o", BOUND]))?,
        None => {
            println!("wasm-opt not found: the wasm stays large (`npm ci` in end2end brings it)")
        }
    }
    write(STAMP, stamp)
}

/// The optimiser that the journeys' packages bring, or the system's.
fn wasm_opt() -> Option<PathBuf> {
    let packaged = PathBuf::from("end2end/node_modules/.bin/wasm-opt");
    if packaged.exists() { Some(packaged) } else { find("wasm-opt") }
}

fn stamp(compiled: &Path, optimiser: Option<&Path>) -> Result<String> {
    let bytes = fs::read(compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    let mut hasher = DefaultHasher::new();
    (bytes, optimiser).hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
}

/// Whatever fails from here on, the next try does not take the files it left for finished.
fn forget_the_stamp() -> Result<()> {
    match fs::remove_file(STAMP) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error).context("cannot remove the stamp"),
        _ => Ok(()),
    }
}

fn bind(compiled: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(compiled)
        .web(true)?
        .out_name("grantdesk")
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(PKG)
        .context("wasm-bindgen cannot bind the islands")
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot create {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let (source, copied) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy(&source, &copied)?;
        } else {
            fs::copy(&source, &copied).with_context(|| format!("cannot copy {}", source.display()))?;
        }
    }
    Ok(())
}

fn write(path: &str, content: String) -> Result<()> {
    fs::write(path, content).with_context(|| format!("cannot write {path}"))
}

/// Beside each file its smallest form, which the desk sends to every browser that takes it.
fn compress(path: &str) -> Result<()> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {path}"))?;
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut compressed, &BrotliEncoderParams::default())?;
    let kilo = |bytes: &[u8]| bytes.len() as f64 / 1000.0;
    println!("{path:<40} {:>8.1} kB {:>8.1} kB brotli", kilo(&bytes), kilo(&compressed));
    let path = format!("{path}.br");
    fs::write(&path, compressed).with_context(|| format!("cannot write {path}"))
}
