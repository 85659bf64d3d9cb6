-- A request form that somebody saved under a name. Shared, it is a template for everybody who asks in its game.
create table favorites (
    id integer primary key,
    user_id integer not null references users (id),
    game_id integer not null references games (id),
    name text not null,
    position integer not null,
    version integer not null,
    shared_at integer,
    created_at integer not null,
    -- What was made of it refers to it.
    deleted_at integer
) strict;
create unique index favorites_by_name on favorites (user_id, name) where deleted_at is null;
create index favorites_shared on favorites (game_id, id) where shared_at is not null and deleted_at is null;

-- What a favorite said, from when until the next version.
create table favorite_versions (
    favorite_id integer not null references favorites (id),
    version integer not null,
    form text not null,
    saved_at integer not null,
    primary key (favorite_id, version)
) strict;

-- Which request was begun from which version.
create table favorite_uses (
    request_id integer primary key references requests (id),
    favorite_id integer not null,
    version integer not null,
    foreign key (favorite_id, version) references favorite_versions (favorite_id, version)
) strict;
create index favorite_uses_by_favorite on favorite_uses (favorite_id, version);
