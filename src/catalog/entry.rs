use serde_json::Value;

use super::Kind;

/// What is said of an entry, in the order of its kind's fields.
pub type Values = Vec<Value>;

/// One thing of a catalog, as whoever looks after the catalog sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: i64,
    pub values: Values,
    pub retired_at: Option<i64>,
}

impl Entry {
    pub fn code(&self) -> &str {
        self.values.first().and_then(Value::as_str).unwrap_or_default()
    }

    /// What one field says, as people read and type it.
    pub fn text(&self, kind: Kind, field: &str) -> String {
        kind.place(field).and_then(|place| self.values.get(place)).map(text).unwrap_or_default()
    }

    pub fn texts(&self) -> Vec<String> {
        self.values.iter().map(text).collect()
    }
}

/// A value as people read and type it: `GEM`, `300`, `true`, or nothing.
pub fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
