create table users (
    id integer primary key,
    username text not null,
    -- Folded to lower case: "Kim" and "kim" are one person in both databases.
    username_key text not null unique,
    name text not null,
    password_hash text not null,
    language text check (language in ('en', 'ko', 'ja')),
    time_zone text,
    theme text check (theme in ('light', 'dark')),
    failed_sign_ins integer not null default 0,
    locked_until integer,
    disabled_at integer,
    created_at integer not null
) strict;

create table roles (
    id integer primary key,
    name text not null unique
) strict;

create table role_permissions (
    role_id integer not null references roles (id),
    permission text not null check (permission in ('request', 'approve', 'look_up', 'manage_catalog', 'administer')),
    primary key (role_id, permission)
) strict;

create table games (
    id integer primary key,
    code text not null unique,
    name_en text not null,
    name_ko text not null,
    name_ja text not null,
    supports_validity integer not null,
    supports_messages integer not null,
    retired_at integer
) strict;

-- A role is held in one game, or, with no game named, in every game there is and will be.
create table memberships (
    user_id integer not null references users (id),
    role_id integer not null references roles (id),
    game_id integer references games (id)
) strict;
create unique index memberships_once on memberships (user_id, role_id, coalesce(game_id, 0));

create table sessions (
    id text primary key,
    data text not null,
    expires_at integer not null
) strict;
create index sessions_by_expiry on sessions (expires_at);

create table settings (
    name text primary key,
    value text not null
) strict;

-- What happened: written in the transaction of the change itself, and never touched again.
create table events (
    id integer primary key,
    at integer not null,
    actor_id integer references users (id),
    -- Copied, so that a renamed person does not rewrite history.
    actor_name text not null,
    address text not null,
    subject text not null,
    subject_id integer not null,
    action text not null,
    details text not null
) strict;
create index events_by_subject on events (subject, subject_id, id);

create trigger events_are_never_updated before update on events
begin
    select raise(abort, 'events are never updated');
end;

create trigger events_are_never_deleted before delete on events
begin
    select raise(abort, 'events are never deleted');
end;
