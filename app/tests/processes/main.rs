//! The program itself, as processes: killed in the middle of their work, and several at it at once.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod crash;
mod import;
mod scene;
mod stop;
mod two_workers;
