-- Where news are posted: of a person's own requests, or of all requests of a game. The address is a secret.
create table webhooks (
    id integer primary key,
    user_id integer references users (id),
    game_id integer references games (id),
    name text not null,
    -- Empty once it is removed.
    url text not null,
    language text not null check (language in ('en', 'ko', 'ja')),
    -- Who is told when it is paused.
    set_by integer not null references users (id),
    set_at integer not null,
    removed_at integer,
    -- Whoever calls it holds the lease.
    lease text,
    lease_until integer,
    called_at integer,
    rests_until integer,
    -- Failures in a row, since when, and what the last one was.
    failures integer not null default 0,
    failing_since integer,
    failed_at integer,
    cause text,
    status integer,
    said text,
    sent_at integer,
    paused_at integer,
    constraint of_a_person_or_a_game check ((user_id is null) <> (game_id is null)),
    constraint a_call_is_leased check ((lease is null) = (lease_until is null))
) strict;
create unique index webhooks_by_user on webhooks (user_id) where user_id is not null and removed_at is null;
create unique index webhooks_by_game on webhooks (game_id, name) where game_id is not null and removed_at is null;

create table webhook_kinds (
    webhook_id integer not null references webhooks (id),
    kind text not null check (kind in
        ('requested', 'approved', 'rejected', 'held', 'released', 'succeeded', 'failed', 'closed')),
    primary key (webhook_id, kind)
) strict, without rowid;

-- What is to be posted, written with the change that it tells of. What was taken is deleted; what was given up stays
-- for a while, with the reason, and is not due.
create table webhook_calls (
    id integer primary key,
    webhook_id integer not null references webhooks (id),
    kind text not null,
    request_id integer references requests (id),
    -- Requests of a bulk file that are told of as one.
    batch_id text references batches (id),
    requests integer not null,
    players integer not null,
    deliveries integer not null,
    succeeded integer not null,
    by_name text,
    created_at integer not null,
    due_at integer,
    tries integer not null default 0,
    given_up_at integer,
    cause text,
    status integer,
    said text,
    constraint a_call_is_about_one_thing check ((request_id is null) <> (batch_id is null)),
    constraint what_is_given_up_is_not_due check ((due_at is null) = (given_up_at is not null))
) strict;
create index webhook_calls_due on webhook_calls (webhook_id, due_at) where due_at is not null;
create index webhook_calls_given_up on webhook_calls (webhook_id, id) where given_up_at is not null;
create unique index webhook_calls_gathering on webhook_calls (webhook_id, batch_id, kind) where batch_id is not null and tries = 0 and given_up_at is null;

-- What a person is told in the page: of their own requests, or that a webhook they look after was paused.
create table notifications (
    id integer primary key,
    user_id integer not null references users (id),
    kind text not null check (kind in
        ('approved', 'rejected', 'held', 'released', 'succeeded', 'failed', 'closed', 'webhook_paused')),
    request_id integer references requests (id),
    -- Requests of a bulk file that are told of as one, until the person has read of them.
    batch_id text references batches (id),
    webhook_id integer references webhooks (id),
    requests integer not null default 0,
    deliveries integer not null default 0,
    succeeded integer not null default 0,
    by_name text,
    note text not null default '',
    at integer not null,
    read_at integer,
    constraint a_notification_is_about_one_thing check
        (case when request_id is null then 0 else 1 end + case when batch_id is null then 0 else 1 end
            + case when webhook_id is null then 0 else 1 end = 1)
) strict;
create index notifications_by_user on notifications (user_id, at, id);
create index notifications_unread on notifications (user_id, request_id) where read_at is null;
create unique index notifications_gathering on notifications (user_id, batch_id, kind) where batch_id is not null and read_at is null;
