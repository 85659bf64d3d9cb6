//! The pages: each file has its handlers, in the order a person meets them, and the view.

pub mod approvals;
pub mod audit;
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
pub mod role;
pub mod roles;
pub mod second_factor;
pub mod settings;
pub mod setup;
pub mod sign_in;
pub mod uploads;
pub mod user;
pub mod user_new;
pub mod users;
pub mod welcome;
