create table requests (
    id integer primary key,
    -- Begins every idempotency key of this request's deliveries.
    key text not null unique,
    submission_key text not null,
    game_id integer not null references games (id),
    direction text not null check (direction in ('grant', 'clawback')),
    reason_id integer not null references reasons (id),
    detail_reason_id integer references detail_reasons (id),
    order_number text,
    id_kind text not null,
    comment text not null,
    -- What was asked, as canonical JSON: every delivery is made from it, and the seal covers it.
    content text not null,
    seal text not null,
    players integer not null check (players >= 1),
    requested_by integer not null references users (id),
    requested_at integer not null,
    state text not null check (state in
        ('pending', 'held', 'rejected', 'canceled', 'approved', 'delivering', 'succeeded', 'failed', 'closed')),
    version integer not null default 0,
    approval_id integer,
    ended_at integer,

    deliveries integer not null check (deliveries >= 1),
    waiting integer not null,
    queued integer not null default 0 check (queued >= 0),
    sending integer not null default 0 check (sending >= 0),
    succeeded integer not null default 0 check (succeeded >= 0),
    refused integer not null default 0 check (refused >= 0),
    failed integer not null default 0 check (failed >= 0),
    unknown integer not null default 0 check (unknown >= 0),
    canceled integer not null default 0 check (canceled >= 0),

    unique (id, requested_by),
    constraint one_request_per_submission unique (requested_by, submission_key),
    foreign key (approval_id, id) references approvals (id, request_id),
    constraint only_what_was_approved_is_delivered check
        (state not in ('approved', 'delivering', 'succeeded', 'failed', 'closed') or approval_id is not null),
    constraint counters_add_up check
        (waiting >= 0 and waiting + queued + sending + succeeded + refused + failed + unknown + canceled = deliveries),
    constraint success_is_whole check (state <> 'succeeded' or succeeded = deliveries)
) strict;
create index requests_by_state on requests (state, id);
create index requests_by_requester on requests (requested_by, id);

-- An approval names the requester too, and the foreign key makes that name true: so the CHECK is four eyes in SQL.
create table approvals (
    id integer primary key,
    request_id integer not null,
    requested_by integer not null,
    approved_by integer not null references users (id),
    seal text not null,
    note text not null,
    at integer not null,
    unique (id, request_id),
    foreign key (request_id, requested_by) references requests (id, requested_by),
    constraint approver_is_not_requester check (approved_by <> requested_by)
) strict;

create table request_lines (
    request_id integer not null references requests (id),
    line integer not null,
    item_id integer not null references items (id),
    quantity integer not null check (quantity between 1 and 9007199254740991),
    primary key (request_id, line)
) strict, without rowid;

create table request_servers (
    request_id integer not null references requests (id),
    server_id integer not null references servers (id),
    primary key (request_id, server_id)
) strict, without rowid;

-- Who holds an order number: the primary key is the guard.
create table order_claims (
    game_id integer not null references games (id),
    direction text not null,
    order_number text not null,
    request_id integer not null references requests (id),
    primary key (game_id, direction, order_number)
) strict, without rowid;
create index order_claims_by_request on order_claims (request_id);

-- One recipient on one server. Its idempotency key is the request's key and n, so it can never change.
create table deliveries (
    request_id integer not null references requests (id),
    n integer not null,
    server_id integer not null references servers (id),
    player_id text not null,
    state text not null check (state in
        ('waiting', 'queued', 'sending', 'succeeded', 'refused', 'failed', 'unknown', 'canceled')),
    attempts integer not null default 0,
    -- Sends of this round, which a re-grant begins anew; and questions since the last send.
    tries integer not null default 0,
    asks integer not null default 0,
    due_at integer,
    lease text,
    lease_until integer,
    cause text,
    code text,
    message text,
    transaction_id text,
    settled_at integer,
    primary key (request_id, n),
    constraint only_sending_is_leased check
        ((state = 'sending') = (lease is not null) and (lease is null) = (lease_until is null))
) strict, without rowid;
create index deliveries_waiting on deliveries (server_id, request_id, n) where state = 'waiting';
create index deliveries_due on deliveries (server_id, due_at) where due_at is not null;
create index deliveries_leased on deliveries (lease_until) where lease_until is not null;
create index deliveries_unfinished on deliveries (request_id, n) where state in ('refused', 'failed', 'unknown');
create index deliveries_by_player on deliveries (player_id, request_id);
create index deliveries_succeeded on deliveries (settled_at, request_id, n) where state = 'succeeded';
create index deliveries_troubled on deliveries (settled_at, request_id, n) where state in ('refused', 'failed', 'unknown');

-- One call for one delivery, as it was.
create table attempts (
    request_id integer not null,
    delivery integer not null,
    n integer not null,
    call text not null check (call in ('send', 'ask', 'person')),
    at integer not null,
    ms integer not null,
    status integer,
    outcome text not null,
    cause text,
    code text,
    message text,
    primary key (request_id, delivery, n),
    foreign key (request_id, delivery) references deliveries (request_id, n)
) strict, without rowid;

create table drafts (
    id text primary key,
    user_id integer not null references users (id),
    form text not null,
    -- Whether the form was submitted and refused: then the page says why.
    refused integer not null,
    updated_at integer not null
) strict;
create index drafts_by_user on drafts (user_id, updated_at);
