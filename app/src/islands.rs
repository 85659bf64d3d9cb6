//! What lives in the browser. Each island works on a page that is whole without it.

pub mod checking;
pub mod players;
pub mod progress;
pub mod upload;
