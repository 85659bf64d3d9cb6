use crate::request::{DeliveryState, State, words};

words! {
    /// How a delivery stands for the player whom it is for.
    Standing {
        /// Nobody has approved it yet.
        Awaiting = "awaiting",
        /// Approved, and not through yet.
        UnderWay = "under_way",
        /// The game has confirmed it.
        Done = "done",
        /// The game's final no.
        Refused = "refused",
        /// It did not arrive, and may be sent again.
        Failed = "failed",
        /// It was sent, and it is not known whether it arrived.
        Unknown = "unknown",
        /// It did not happen and will not: rejected, canceled, or closed.
        NotDone = "not_done",
    }
}

impl Standing {
    pub fn of(request: State, delivery: DeliveryState) -> Standing {
        match (request, delivery) {
            (_, DeliveryState::Succeeded) => Standing::Done,
            (_, DeliveryState::Refused) => Standing::Refused,
            (_, DeliveryState::Unknown) => Standing::Unknown,
            (_, DeliveryState::Canceled) | (State::Rejected | State::Canceled | State::Closed, _) => Standing::NotDone,
            (_, DeliveryState::Failed) => Standing::Failed,
            (State::Pending | State::Held, _) => Standing::Awaiting,
            (_, DeliveryState::Waiting | DeliveryState::Queued | DeliveryState::Sending) => Standing::UnderWay,
        }
    }

    /// Every pair of states that stands so.
    pub(crate) fn pairs(self) -> impl Iterator<Item = (State, DeliveryState)> {
        let pairs =
            State::ALL.iter().flat_map(|request| DeliveryState::ALL.iter().map(|delivery| (*request, *delivery)));
        pairs.filter(move |(request, delivery)| Standing::of(*request, *delivery) == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_decided_yet_waits_and_what_was_turned_down_never_happens() {
        for open in [State::Pending, State::Held] {
            assert_eq!(Standing::of(open, DeliveryState::Waiting), Standing::Awaiting);
        }
        for over in [State::Rejected, State::Canceled, State::Closed] {
            for delivery in [DeliveryState::Waiting, DeliveryState::Canceled, DeliveryState::Failed] {
                assert_eq!(Standing::of(over, delivery), Standing::NotDone);
            }
        }
    }

    #[test]
    fn only_what_the_game_confirmed_is_done_and_what_is_unknown_is_never_said_to_have_failed() {
        for (request, delivery) in Standing::Done.pairs() {
            assert_eq!(delivery, DeliveryState::Succeeded, "{request:?}");
        }
        for request in State::ALL {
            assert_eq!(Standing::of(*request, DeliveryState::Unknown), Standing::Unknown);
        }
    }
}
