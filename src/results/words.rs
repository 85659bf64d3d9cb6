use std::collections::HashMap;

use crate::request::DeliveryState;

/// The words of the file, in the language of who reads it.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// What stands above the columns. Those of players, items and additional information have names of their own.
    pub server: String,
    pub result: String,
    pub cause: String,
    pub code: String,
    pub message: String,
    pub attempts: String,
    pub time: String,
    pub transaction: String,
    pub states: HashMap<DeliveryState, String>,
    /// Causes that are not here stand as they are stored.
    pub causes: HashMap<&'static str, String>,
}

impl Words {
    pub(crate) fn state(&self, state: DeliveryState) -> &str {
        self.states.get(&state).map_or(state.as_str(), String::as_str)
    }

    pub(crate) fn cause<'a>(&'a self, cause: &'a str) -> &'a str {
        self.causes.get(cause).map_or(cause, String::as_str)
    }
}
