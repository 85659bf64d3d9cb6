-- How a player is named in a game, and what such an ID looks like.
create table id_kinds (
    game_id integer not null references games (id),
    code text not null,
    label text not null,
    charset text not null check (charset in ('digits', 'alphanumeric')),
    min_length integer not null check (min_length >= 1),
    max_length integer not null,
    position integer not null,
    primary key (game_id, code),
    check (max_length >= min_length)
) strict;

create table servers (
    id integer primary key,
    game_id integer not null references games (id),
    code text not null,
    name text not null,
    url text not null,
    secret text not null,
    concurrency integer not null check (concurrency between 1 and 256),
    rate_per_second integer check (rate_per_second >= 1),
    timeout_ms integer not null check (timeout_ms between 100 and 120000),
    max_batch integer not null default 1 check (max_batch between 1 and 1000),
    -- The breaker: deliveries to this server wait until then, because of that.
    paused_until integer,
    paused_because text,
    pauses integer not null default 0,
    retired_at integer,
    unique (game_id, code)
) strict;

create table items (
    id integer primary key,
    game_id integer not null references games (id),
    code text not null,
    name_en text not null,
    name_ko text not null,
    name_ja text not null,
    kind text not null check (kind in ('currency', 'item')),
    -- Per player and request; JSON numbers are exact up to 2^53 - 1.
    max_quantity integer not null check (max_quantity between 1 and 9007199254740991),
    retired_at integer,
    unique (game_id, code)
) strict;

create table reasons (
    id integer primary key,
    game_id integer not null references games (id),
    code text not null,
    name_en text not null,
    name_ko text not null,
    name_ja text not null,
    asks_detail integer not null,
    retired_at integer,
    unique (game_id, code)
) strict;

create table detail_reasons (
    id integer primary key,
    game_id integer not null references games (id),
    code text not null,
    name_en text not null,
    name_ko text not null,
    name_ja text not null,
    retired_at integer,
    unique (game_id, code)
) strict;

create table messages (
    id integer primary key,
    game_id integer not null references games (id),
    key text not null,
    text_en text not null,
    text_ko text not null,
    text_ja text not null,
    retired_at integer,
    unique (game_id, key)
) strict;
