-- Over the longer span, sums by two and by all of reason, requester and approver as well.
insert into tally_sums (span, starts_at, succeeded, game_id, reason_id, requester_id, approver_id, server_id, direction,
        item_id, deliveries, firsts, billions, units)
    select 2764800000, t.minute - t.minute % 2764800000, t.succeeded, t.game_id, t.reason_id * k.reason, t.requester_id * k.requester,
        t.approver_id * k.approver, t.server_id, t.direction, t.item_id, sum(t.deliveries),
        sum(case when t.line = 1 then t.deliveries else 0 end), sum(t.billions), sum(t.units)
    from tallies t
        cross join (select 1 as reason, 1 as requester, 0 as approver union all select 1, 0, 1 union all select 0, 1, 1
            union all select 1, 1, 1) k
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
