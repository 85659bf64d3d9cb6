-- What the desk finds out about a request while it waits for its decision.
alter table requests add column review_began_at integer;
create index requests_to_review on requests (id) where review_began_at is null and state in ('pending', 'held');

-- Whose past is counted: the first `counted` players of the list, of whom `lately` got one of the same items before.
-- Whoever is at it holds the lease until `due_at`; then the next one may. Nothing is due once it is over.
create table reviews (
    request_id integer primary key references requests (id),
    counted integer not null default 0,
    lately integer not null default 0,
    due_at integer,
    lease text
) strict;
create index reviews_due on reviews (due_at, request_id) where due_at is not null;

-- Whom the game server knows: it was asked about the first `asked` players, and did not know `unknown` of them.
create table preflights (
    request_id integer not null references requests (id),
    server_id integer not null references servers (id),
    -- How many deliveries are numbered before the first of this server.
    first integer not null,
    asked integer not null default 0,
    unknown integer not null default 0,
    -- Questions in a row without an answer, and why the last had none.
    tries integer not null default 0,
    problem text,
    due_at integer,
    lease text,
    primary key (request_id, server_id)
) strict, without rowid;
create index preflights_due on preflights (server_id, due_at, request_id) where due_at is not null;
create index preflights_leased on preflights (server_id, lease) where lease is not null;

create table unknown_players (
    request_id integer not null,
    n integer not null,
    primary key (request_id, n),
    foreign key (request_id, n) references deliveries (request_id, n)
) strict, without rowid;

-- Lines that give or take far more of an item than is usual.
create table unusual_lines (
    request_id integer not null references requests (id),
    line integer not null,
    usual integer not null,
    primary key (request_id, line)
) strict, without rowid;

create index request_lines_by_item on request_lines (item_id, request_id);
