use crate::store::reviewing::{Due, Slice};

/// Cuts the next players out of what is due, at most `room` of them: a large list gives a part, small ones go together.
pub(super) fn share(due: &[&Due], room: i64) -> Vec<Slice> {
    let mut left = room;
    let mut slices = Vec::new();
    for due in due {
        let count = left.min(due.players - due.done);
        if count <= 0 {
            break;
        }
        left -= count;
        slices.push(Slice {
            request_id: due.request_id,
            after: due.first + due.done,
            until: due.first + due.done + count,
            is_last: due.done + count == due.players,
            found: 0,
        });
    }
    slices
}

pub(super) fn requests(slices: &[Slice]) -> Vec<i64> {
    slices.iter().map(|slice| slice.request_id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(request_id: i64, players: i64, done: i64) -> Due {
        Due { request_id, is_open: true, players, id_kind: "uid".into(), done, first: 0, tries: 0 }
    }

    #[test]
    fn small_lists_go_together_and_a_large_one_gives_what_fits() {
        let due = [due(1, 1, 0), due(2, 900, 400), due(3, 5, 0)];
        let slices = share(&due.iter().collect::<Vec<_>>(), 500);
        let cut: Vec<_> =
            slices.iter().map(|slice| (slice.request_id, slice.after, slice.until, slice.is_last)).collect();
        assert_eq!(cut, [(1, 0, 1, true), (2, 400, 899, false)]);
    }
}
