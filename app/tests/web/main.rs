//! The web as browsers meet it: the real router, asked directly by URL.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod administration;
mod audit_log;
mod bulk;
mod catalog;
mod dashboard;
mod desk;
mod disk_full;
mod favorites;
mod half_typed;
mod lists;
mod log;
mod notifications;
mod pages;
mod permissions;
mod players;
mod results;
mod review;
mod safety;
mod second_factor;
mod settings;
mod signed_out;
mod webhooks;
mod welcome;
