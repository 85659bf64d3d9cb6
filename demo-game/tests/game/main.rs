//! The game as the desk meets it: over HTTP.

#![expect(clippy::unwrap_used, reason = "a panic is how a test tells what went wrong")]

mod batch;
mod chaos;
mod delivery;
mod desk;
mod ending;
mod questions;
mod speed;
