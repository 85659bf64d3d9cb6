-- A file as it came. Its rows are read from it whenever they are wanted, so nothing of it is ever half there.
create table uploads (
    id text primary key,
    user_id integer not null references users (id),
    name text not null,
    size integer not null default 0,
    -- Whether all of it has come.
    is_whole integer not null default 0,
    created_at integer not null,
    -- What it is checked against as JSON, how many rows were read so far, and what was found once it is done.
    -- Whoever checks holds the lease; when that runs out, the next who looks checks anew.
    rules text,
    rows_read integer not null default 0,
    checking_until integer,
    found text
) strict;
create index uploads_by_user on uploads (user_id, created_at);

create table upload_pieces (
    upload_id text not null references uploads (id) on delete cascade,
    n integer not null,
    bytes blob not null,
    primary key (upload_id, n)
) strict;

-- What is wrong with its rows, in their order, as JSON.
create table upload_findings (
    upload_id text not null references uploads (id) on delete cascade,
    n integer not null,
    finding text not null,
    primary key (upload_id, n)
) strict, without rowid;

-- The requests a bulk file would become, in the order of their first rows, as JSON.
create table upload_groups (
    upload_id text not null references uploads (id) on delete cascade,
    n integer not null,
    summary text not null,
    primary key (upload_id, n)
) strict, without rowid;

-- One file that becomes several requests, all or none.
create table batches (
    id text primary key,
    user_id integer not null references users (id),
    game_id integer not null references games (id),
    -- What the form says beside the file, as JSON.
    form text not null,
    upload_id text references uploads (id),
    updated_at integer not null,
    requests integer,
    submitted_at integer,
    constraint submitted_with_requests check ((requests is null) = (submitted_at is null))
) strict;
create index batches_by_user on batches (user_id, updated_at);

alter table requests add column batch_id text references batches (id);
create index requests_by_batch on requests (batch_id, id) where batch_id is not null;

-- What one player gets where the list says so player by player, and what else the list says of him, as JSON.
alter table deliveries add column quantity integer check (quantity between 1 and 9007199254740991);
alter table deliveries add column info text;

-- Without a quantity of its own, a line's quantities are those of the list.
alter table request_lines rename to request_lines_before;
create table request_lines (
    request_id integer not null references requests (id),
    line integer not null,
    item_id integer not null references items (id),
    quantity integer check (quantity between 1 and 9007199254740991),
    -- Where the list says how much each gets: the least, the most, and the sum over all players of one server.
    least integer,
    most integer,
    total integer,
    primary key (request_id, line),
    constraint a_quantity_or_the_lists check
        ((quantity is null) = (least is not null) and (least is null) = (most is null) and (least is null) = (total is null))
) strict, without rowid;
insert into request_lines (request_id, line, item_id, quantity)
    select request_id, line, item_id, quantity from request_lines_before;
drop table request_lines_before;
