use super::Cell;
use crate::error::Result;

/// The columns of a file, and what of a row stands in them.
pub trait Sheet: Send + 'static {
    type Row: Send + 'static;

    /// What stands above each column, and how wide it is: in characters.
    fn headings(&self) -> Vec<(&str, u8)>;

    fn cells<'a>(&'a self, row: &'a Self::Row) -> Result<Vec<Cell<'a>>>;
}
