//! Grantdesk's engine: people ask for grants and clawbacks, others decide, game servers are told.
//!
//! Without the feature `server` only the words remain (states, forms, numbers), so that a browser can share them.

pub mod number;
pub mod request;

#[cfg(feature = "server")]
pub mod batch;
#[cfg(feature = "server")]
pub mod catalog;
#[cfg(feature = "server")]
pub mod check;
#[cfg(feature = "server")]
pub mod clock;
#[cfg(feature = "server")]
pub mod connector;
#[cfg(feature = "server")]
pub mod delivery;
#[cfg(feature = "server")]
pub mod demo;
#[cfg(feature = "server")]
pub mod desk;
#[cfg(feature = "server")]
pub mod error;
#[cfg(feature = "server")]
pub mod event;
#[cfg(feature = "server")]
pub mod favorite;
#[cfg(feature = "server")]
pub mod ledger;
#[cfg(feature = "server")]
pub mod list;
#[cfg(feature = "server")]
pub mod lookup;
#[cfg(feature = "server")]
pub mod notification;
#[cfg(feature = "server")]
pub mod overview;
#[cfg(feature = "server")]
pub mod people;
#[cfg(feature = "server")]
pub mod pulse;
#[cfg(feature = "server")]
pub mod results;
#[cfg(feature = "server")]
pub mod review;
#[cfg(feature = "server")]
pub mod session;
#[cfg(feature = "server")]
pub mod store;
#[cfg(feature = "server")]
pub mod table;
#[cfg(feature = "server")]
mod tries;
#[cfg(feature = "server")]
pub mod upload;
#[cfg(feature = "server")]
pub mod webhook;
