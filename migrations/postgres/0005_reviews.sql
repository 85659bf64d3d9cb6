-- What the desk finds out about a request while it waits for its decision.
alter table requests add column review_began_at bigint;
create index requests_to_review on requests (id) where review_began_at is null and state in ('pending', 'held');

-- Whose past is counted: the first `counted` players of the list, of whom `lately` got one of the same items before.
-- Whoever is at it holds the lease until `due_at`; then the next one may. Nothing is due once it is over.
create table reviews (
    request_id bigint primary key references requests (id),
    counted bigint not null default 0,
    lately bigint not null default 0,
    due_at bigint,
    lease text
);
create index reviews_due on reviews (due_at, request_id) where due_at is not null;

-- Whom the game server knows: it was asked about the first `asked` players, and did not know `unknown` of them.
create table preflights (
    request_id bigint not null references requests (id),
    server_id bigint not null references servers (id),
    -- How many deliveries are numbered before the first of this server.
    first bigint not null,
    asked bigint not null default 0,
    unknown bigint not null default 0,
    -- Questions in a row without an answer, and why the last had none.
    tries bigint not null default 0,
    problem text,
    due_at bigint,
    lease text,
    primary key (request_id, server_id)
);
create index preflights_due on preflights (server_id, due_at, request_id) where due_at is not null;
create index preflights_leased on preflights (server_id, lease) where lease is not null;

create table unknown_players (
    request_id bigint not null,
    n bigint not null,
    primary key (request_id, n),
    foreign key (request_id, n) references deliveries (request_id, n)
);

-- Lines that give or take far more of an item than is usual.
create table unusual_lines (
    request_id bigint not null references requests (id),
    line bigint not null,
    usual bigint not null,
    primary key (request_id, line)
);

create index request_lines_by_item on request_lines (item_id, request_id);
