//! What pages are made of. Server only: none of it is compiled for browsers.

pub mod badge;
pub mod field;
pub mod filters;
pub mod icon;
pub mod lines;
pub mod names;
pub mod notice;
pub mod pager;
pub mod shell;
pub mod when;
pub mod why;
