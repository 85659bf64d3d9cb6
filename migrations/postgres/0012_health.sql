-- How game servers answer: their calls by the minute and by the hour in which they began. A ring for each server, so
-- that it never grows: a slot that comes around again begins anew.
create table server_calls (
    server_id bigint not null references servers (id),
    -- How long the stretch is, in milliseconds, and where in its ring it stands.
    span bigint not null,
    slot bigint not null,
    -- Unix milliseconds at which the stretch begins.
    starts_at bigint not null,
    calls bigint not null,
    -- Those whose answer can be trusted, and the milliseconds they took in all.
    clear bigint not null,
    ms bigint not null,
    primary key (server_id, span, slot)
);

-- What rests without success: how many deliveries of a request on a server, by state and cause. Kept, like the
-- tallies, by the very transactions that settle them.
create table troubles (
    request_id bigint not null references requests (id),
    server_id bigint not null,
    state text not null,
    -- As the deliveries say them; empty where they say none.
    cause text not null,
    code text not null,
    deliveries bigint not null,
    primary key (request_id, server_id, state, cause, code)
);
insert into troubles (request_id, server_id, state, cause, code, deliveries)
    select request_id, server_id, state, coalesce(cause, ''), coalesce(code, ''), count(*) from deliveries
    where settled_at is not null and (state = 'refused' or state = 'failed' or state = 'unknown')
    group by request_id, server_id, state, coalesce(cause, ''), coalesce(code, '');

-- When requests were decided.
create index approvals_by_time on approvals (at, request_id);
create index requests_rejected on requests (ended_at) where state = 'rejected';
