//! Everything a change must pass.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::command::{cargo, run, target};
use crate::install::{self, CHROMIUM, POSTGRESQL};
use crate::postgres::{Cluster, Durability};
use crate::site::site;
use crate::step::Steps;
use crate::wasm;

/// What a developer may ask for alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Format and clippy, also for wasm
    Lint,
    /// The tests of the engine, without compiling Leptos
    Engine,
    /// The tests of the web
    Web,
    /// The journeys in a real browser
    Browser,
}

/// Takes the steps until one fails, then tells how long each took.
pub fn test(only: Option<Part>) -> Result<()> {
    let mut steps = Steps::default();
    let outcome = match only {
        None => everything(&mut steps),
        Some(Part::Lint) => lint(&mut steps),
        Some(Part::Engine) => engine(&mut steps),
        Some(Part::Web) => web(&mut steps),
        Some(Part::Browser) => browser(&mut steps),
    };
    steps.print_table();
    outcome
}

fn everything(steps: &mut Steps) -> Result<()> {
    steps.take("install what is missing", || {
        install::programs(&[POSTGRESQL, CHROMIUM])?;
        install::node_modules()
    })?;
    style(steps)?;
    steps.take("tests of the build", || run(&mut cargo("test --locked --package xtask")))?;
    tests(steps, &EVERYTHING)?;
    steps.take("site", site)?;
    steps.take("journeys in a browser", journeys)
}

fn lint(steps: &mut Steps) -> Result<()> {
    style(steps)
}

fn style(steps: &mut Steps) -> Result<()> {
    steps.take("format", || run(&mut cargo("fmt --all --check")))?;
    steps.take("clippy", || {
        let mut clippy = EVERYTHING.cargo("clippy");
        run(clippy.args(["-p", "xtask", "--all-targets", "--", "-D", "warnings"]))
    })?;
    steps.take("clippy for wasm", || {
        let line = "clippy --locked --package app --lib --features hydrate -- -D warnings";
        run(&mut wasm::cargo(line)?)
    })
}

fn engine(steps: &mut Steps) -> Result<()> {
    steps.take("install what is missing", || install::programs(&[POSTGRESQL]))?;
    tests(steps, &ENGINE)
}

fn web(steps: &mut Steps) -> Result<()> {
    steps.take("install what is missing", || install::programs(&[POSTGRESQL]))?;
    tests(steps, &WEB)
}

fn browser(steps: &mut Steps) -> Result<()> {
    steps.take("install what is missing", || {
        install::programs(&[CHROMIUM])?;
        install::node_modules()
    })?;
    steps.take("site", site)?;
    steps.take("build", || run(&mut cargo("build --locked --package app --features ssr")))?;
    steps.take("journeys in a browser", journeys)
}

/// Packages that are built in one call of Cargo, so that their features are settled once.
#[derive(Debug)]
struct Selection {
    packages: &'static str,
    features: &'static str,
}

const EVERYTHING: Selection =
    Selection { packages: "-p grantdesk -p demo-game -p app", features: "grantdesk/server,app/ssr" };
const ENGINE: Selection = Selection { packages: "-p grantdesk -p demo-game", features: "grantdesk/server" };
const WEB: Selection = Selection { packages: "-p app", features: "app/ssr" };

impl Selection {
    fn cargo(&self, verb: &str) -> Command {
        let Self { packages, features } = self;
        cargo(&format!("{verb} --locked {packages} --features {features}"))
    }
}

/// The binaries are built together with the tests: alone, they would be compiled once more with other features.
fn tests(steps: &mut Steps, selection: &Selection) -> Result<()> {
    steps.take("build", || run(selection.cargo("build").args(["--lib", "--bins", "--tests"])))?;
    let cluster = steps.take("start PostgreSQL", || Cluster::start(Durability::None))?;
    steps.take("tests", || run(selection.cargo("test").env("TEST_POSTGRES_URL", cluster.url())))
}

fn journeys() -> Result<()> {
    let desk = target().join("debug/grantdesk").canonicalize().context("the desk is not built")?;
    let directory = Path::new("end2end");
    run(Command::new("npx")
        .args(["--no-install", "playwright", "test"])
        .current_dir(directory)
        .env("GRANTDESK_BIN", desk))
}
