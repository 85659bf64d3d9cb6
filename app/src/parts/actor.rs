use grantdesk::event::Event;

use crate::t;

/// Who is no person has a name of ours.
pub fn actor(event: &Event) -> String {
    match (event.actor_id, event.actor_name.as_str()) {
        (None, "worker") => t!("actor-worker"),
        (None, "command line") => t!("actor-command-line"),
        (_, name) => name.to_owned(),
    }
}
