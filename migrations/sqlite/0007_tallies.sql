-- What the logs hold: how many deliveries of a request were settled on a server within a minute, and how much that is,
-- a row for each line of the request. Kept by the very transactions that settle them. By these rows the logs are
-- turned, filtered and summed up; the deliveries themselves are read only where a page shows them.
create table tallies (
    request_id integer not null references requests (id),
    -- The success log, or the failure log.
    succeeded integer not null,
    -- Unix milliseconds at which the minute begins.
    minute integer not null,
    server_id integer not null,
    line integer not null,
    -- From here on as the request and its line say it.
    item_id integer not null,
    game_id integer not null,
    direction text not null,
    reason_id integer not null,
    requester_id integer not null,
    approver_id integer not null,
    deliveries integer not null,
    -- The sum of the quantities is 1,000,000,000 times `billions`, and `units`: 64 bits would not always hold it.
    billions integer not null,
    units integer not null,
    primary key (request_id, succeeded, minute, server_id, line)
) strict, without rowid;
create index tallies_by_game on tallies (succeeded, game_id, direction, minute);
create index tallies_by_server on tallies (succeeded, server_id, minute);
create index tallies_by_item on tallies (succeeded, item_id, minute);
create index tallies_by_reason on tallies (succeeded, reason_id, minute);
create index tallies_by_requester on tallies (succeeded, requester_id, minute);
create index tallies_by_approver on tallies (succeeded, approver_id, minute);

-- The same summed up over longer spans of time: by server, direction and item; and again by one of reason, requester
-- and approver, where 0 stands for all of them.
create table tally_sums (
    -- How long the span is, and when it begins: Unix milliseconds, and a multiple of its length.
    span integer not null,
    starts_at integer not null,
    succeeded integer not null,
    game_id integer not null,
    reason_id integer not null,
    requester_id integer not null,
    approver_id integer not null,
    server_id integer not null,
    direction text not null,
    item_id integer not null,
    deliveries integer not null,
    -- Those of them whose first line is this item: over all items, every delivery once.
    firsts integer not null,
    billions integer not null,
    units integer not null,
    primary key (span, succeeded, game_id, reason_id, requester_id, approver_id, starts_at, server_id, direction, item_id)
) strict, without rowid;

insert into tallies (request_id, succeeded, minute, server_id, line, item_id, game_id, direction, reason_id, requester_id,
        approver_id, deliveries, billions, units)
    select d.request_id, d.state = 'succeeded', d.settled_at - d.settled_at % 60000, d.server_id, l.line, l.item_id, r.game_id,
        r.direction, r.reason_id, r.requested_by, a.approved_by, count(*),
        sum(coalesce(l.quantity, d.quantity) / 1000000000), sum(coalesce(l.quantity, d.quantity) % 1000000000)
    from deliveries d join requests r on r.id = d.request_id join approvals a on a.id = r.approval_id
        join request_lines l on l.request_id = r.id
    where d.settled_at is not null and (d.state = 'succeeded' or d.state = 'refused' or d.state = 'failed' or d.state = 'unknown')
    group by d.request_id, d.state = 'succeeded', d.settled_at - d.settled_at % 60000, d.server_id, l.line;

insert into tally_sums (span, starts_at, succeeded, game_id, reason_id, requester_id, approver_id, server_id, direction,
        item_id, deliveries, firsts, billions, units)
    select s.span, t.minute - t.minute % s.span, t.succeeded, t.game_id, t.reason_id * k.reason, t.requester_id * k.requester,
        t.approver_id * k.approver, t.server_id, t.direction, t.item_id, sum(t.deliveries),
        sum(case when t.line = 1 then t.deliveries else 0 end), sum(t.billions), sum(t.units)
    from tallies t
        cross join (select 86400000 as span union all select 2764800000) s
        cross join (select 0 as reason, 0 as requester, 0 as approver union all select 1, 0, 0 union all select 0, 1, 0
            union all select 0, 0, 1) k
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;

-- Request by request, in the order in which a log shows them.
drop index deliveries_succeeded;
drop index deliveries_troubled;
create index deliveries_succeeded on deliveries (request_id, server_id, settled_at, n) where state = 'succeeded';
create index deliveries_troubled on deliveries (request_id, server_id, settled_at, n)
    where state = 'refused' or state = 'failed' or state = 'unknown';

-- How many there are of each state is on every page of the list.
create index requests_by_state_and_game on requests (state, game_id);
create index requests_by_order on requests (order_number) where order_number is not null;
