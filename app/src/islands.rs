//! What lives in the browser. Each island works on a page that is whole without it, and finds its words there.

pub mod checking;
#[cfg(feature = "hydrate")]
mod dom;
pub mod keys;
pub mod live;
#[cfg(feature = "hydrate")]
mod morph;
pub mod outlook;
pub mod players;
pub mod plural;
pub mod upload;
