//! What pages are made of. Server only: none of it is compiled for browsers.

pub mod actor;
pub mod badge;
pub mod bar;
pub mod favorite;
pub mod field;
pub mod filters;
pub mod findings;
pub mod icon;
pub mod keys;
pub mod lines;
pub mod look;
pub mod names;
pub mod notice;
pub mod outcome;
pub mod pager;
pub mod seal;
pub mod sentence;
pub mod server_state;
pub mod shell;
pub mod timeline;
pub mod trouble;
pub mod wake;
pub mod when;
pub mod why;
