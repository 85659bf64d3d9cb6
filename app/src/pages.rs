//! The pages: each file has its handlers, in the order a person meets them, and the view.

pub mod approvals;
pub mod bulk;
pub mod catalog;
pub mod dashboard;
pub mod delivery;
pub mod failure;
pub mod find;
pub mod health;
pub mod live;
pub mod log;
pub mod request;
pub mod request_new;
pub mod requests;
pub mod results;
pub mod setup;
pub mod sign_in;
pub mod uploads;
