//! The engine's tests: every story is told on SQLite and on PostgreSQL, and ends with the proof of `Desk::check`.

#![cfg(feature = "server")]

mod kit;
#[path = "../../benches/ledger/past/mod.rs"]
mod past;

mod accounts;
mod admins;
mod another;
mod audit;
mod audit_log;
mod batch;
mod batch_approval;
mod batch_calls;
mod batch_template;
mod breaker;
mod catalog;
mod catalog_import;
mod closing;
mod crash;
mod decisions;
mod delivery;
mod drafts;
mod favorites;
mod form;
mod four_eyes;
mod http;
mod list_file;
mod lists;
mod log;
mod lookup;
mod model;
mod networks;
mod notifications;
mod order_numbers;
mod overview;
mod people;
mod per_player;
mod proof;
mod races;
mod results;
mod review;
mod roles;
mod schemas;
mod search;
mod second_factor;
mod settings;
mod submission;
mod tables;
mod test_call;
mod two_workers;
mod webhook_calls;
mod webhooks;
