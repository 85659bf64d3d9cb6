//! From an approval to the game servers: claim (committed), call (no transaction open), settle (committed).

mod breaker;
mod claim;
mod lane;
mod pace;
mod retry;
mod settle;
mod start;
mod throttle;
mod worker;

pub use retry::Patience;
pub use worker::Worker;

pub(crate) use start::is_intact;
pub(crate) use worker::new_lease;
