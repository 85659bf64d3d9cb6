-- An empty password_hash is of somebody who was invited and has set no password yet.
-- Sessions that were begun in an earlier era have ended.
alter table users add column era bigint not null default 0;
alter table users add column signed_in_at bigint;
update users set signed_in_at =
    (select max(at) from events where subject = 'user' and subject_id = users.id and action = 'signed_in');

-- A retired role is given to nobody any more; whoever holds it keeps it until it is taken.
alter table roles add column retired_at bigint;

-- Where a person sets a password, once. Of the token in the address only the SHA-256 is kept.
create table password_links (
    user_id bigint primary key references users (id),
    token_sha256 text not null unique,
    expires_at bigint not null
);

create table second_factors (
    user_id bigint primary key references users (id),
    -- Base32, as authenticator apps take it.
    secret text not null,
    -- It counts from its first right code on.
    confirmed_at bigint,
    -- The time step of the last code that was taken: none counts twice.
    last_step bigint not null default 0
);

create table recovery_codes (
    user_id bigint not null references users (id),
    code_sha256 text not null,
    primary key (user_id, code_sha256)
);

-- The game that an event is about, for those who see only some games.
alter table events add column game_id bigint references games (id);
alter table events disable trigger events_are_never_updated;
update events set game_id = case subject
    when 'game' then subject_id
    when 'request' then (select game_id from requests where id = subject_id)
    when 'server' then (select game_id from servers where id = subject_id)
    when 'item' then (select game_id from items where id = subject_id)
    when 'reason' then (select game_id from reasons where id = subject_id)
    when 'detail_reason' then (select game_id from detail_reasons where id = subject_id)
    when 'message' then (select game_id from messages where id = subject_id)
    when 'id_kind' then (select game_id from id_kinds where id = subject_id)
    when 'user' then case action when 'role_given' then cast(details::json ->> 'game' as bigint) end
end;
alter table events enable trigger events_are_never_updated;

create index events_by_time on events (at, id);
create index events_by_actor on events (actor_id, id);
create index events_by_action on events (action, id);
create index events_by_game on events (game_id, id);
