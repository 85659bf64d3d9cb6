-- How game servers answer: their calls by the minute and by the hour in which they began. A ring for each server, so
-- that it never grows: a slot that comes around again begins anew.
create table server_calls (
    server_id integer not null references servers (id),
    -- How long the stretch is, in milliseconds, and where in its ring it stands.
    span integer not null,
    slot integer not null,
    -- Unix milliseconds at which the stretch begins.
    starts_at integer not null,
    calls integer not null,
    -- Those whose answer can be trusted, and the milliseconds they took in all.
    clear integer not null,
    ms integer not null,
    primary key (server_id, span, slot)
) strict, without rowid;

-- What rests without success: how many deliveries of a request on a server, by state and cause. Kept, like the
-- tallies, by the very transactions that settle them.
create table troubles (
    request_id integer not null references requests (id),
    server_id integer not null,
    state text not null,
    -- As the deliveries say them; empty where they say none.
    cause text not null,
    code text not null,
    deliveries integer not null,
    primary key (request_id, server_id, state, cause, code)
) strict, without rowid;
insert into troubles (request_id, server_id, state, cause, code, deliveries)
    select request_id, server_id, state, coalesce(cause, ''), coalesce(code, ''), count(*) from deliveries
    where settled_at is not null and (state = 'refused' or state = 'failed' or state = 'unknown')
    group by request_id, server_id, state, coalesce(cause, ''), coalesce(code, '');

-- When requests were decided.
create index approvals_by_time on approvals (at, request_id);
create index requests_rejected on requests (ended_at) where state = 'rejected';
