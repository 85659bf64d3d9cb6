//! The file that holds the players: what it was read as, what was cleaned, and what is wrong with it.

use grantdesk::list::Refusal;
use grantdesk::table::NotATable;

use crate::t;

/// Why a file as a whole will not do.
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotATable(NotATable::TooLarge(most)) => t!("file-too-large", most = *most),
        _ => t!("file-refused"),
    }
}
