//! The figures of the engine, in release and with commits that reach the disk.

use anyhow::Result;

use crate::command::{cargo, run};
use crate::install::{self, POSTGRESQL};
use crate::postgres::{Cluster, Durability};

pub fn bench(args: &[String]) -> Result<()> {
    install::programs(&[POSTGRESQL])?;
    let cluster = Cluster::start(Durability::Full)?;
    run(cargo("bench --package grantdesk --features server --bench desk --bench results --")
        .args(args)
        .env("TEST_POSTGRES_URL", cluster.url()))
}
