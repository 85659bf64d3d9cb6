-- A kind of ID has a number, which its events name, and is retired like all else.
alter table id_kinds rename to id_kinds_before;
create table id_kinds (
    id integer primary key,
    game_id integer not null references games (id),
    code text not null,
    label text not null,
    charset text not null check (charset in ('digits', 'alphanumeric')),
    min_length integer not null check (min_length >= 1),
    max_length integer not null,
    position integer not null,
    retired_at integer,
    unique (game_id, code),
    check (max_length >= min_length)
) strict;
insert into id_kinds (game_id, code, label, charset, min_length, max_length, position)
    select game_id, code, label, charset, min_length, max_length, position
    from id_kinds_before order by game_id, position;
drop table id_kinds_before;
