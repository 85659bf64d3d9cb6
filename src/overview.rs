//! How the desk does, for the games a person sees: what waits, what fails, what was delivered and given, and how the
//! game servers answer.

mod calls;
mod failing;
mod given;
mod hours;
mod waiting;

pub use calls::{Calls, ServerCalls};
pub use failing::Failing;
pub use given::{DAYS, Given};
pub use hours::Hour;
pub use waiting::{Decisions, Waiting};
