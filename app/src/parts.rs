//! What pages are made of. Server only: none of it is compiled for browsers.

pub mod badge;
pub mod field;
pub mod icon;
pub mod notice;
pub mod pager;
pub mod shell;
