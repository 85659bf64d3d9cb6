//! The figures of the desk, in release and with commits that reach the disk.

use anyhow::Result;

use crate::command::{cargo, run};
use crate::install::{self, POSTGRESQL};
use crate::postgres::{Cluster, Durability};

pub fn bench(args: &[String]) -> Result<()> {
    install::programs(&[POSTGRESQL])?;
    let cluster = Cluster::start(Durability::Full)?;
    let engine =
        "bench --package grantdesk --features server --bench desk --bench bulk --bench results --bench ledger --";
    run(cargo(engine).args(args).env("TEST_POSTGRES_URL", cluster.url()))?;
    run(cargo("bench --package app --features ssr --bench lists --bench pages --")
        .args(args)
        .env("TEST_POSTGRES_URL", cluster.url()))
}
