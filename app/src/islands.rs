//! What lives in the browser. Each island works on a page that is whole without it.

pub mod players;
pub mod progress;
