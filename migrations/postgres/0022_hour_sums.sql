-- Sums by the hour as well, for the ends of a period that begins and ends within days.
insert into tally_sums (span, starts_at, succeeded, game_id, reason_id, requester_id, approver_id, server_id, direction,
        item_id, deliveries, firsts, billions, units)
    select cast(3600000 as bigint), t.minute - t.minute % 3600000, t.succeeded, t.game_id, 0, 0, 0, t.server_id, t.direction, t.item_id,
        sum(t.deliveries), sum(case when t.line = 1 then t.deliveries else 0 end), sum(t.billions), sum(t.units)
    from tallies t
    group by 1, 2, 3, 4, 8, 9, 10;
-- Its questions are answered sooner than helpers could be called.
alter table tally_sums set (parallel_workers = 0);
