-- Grows with every change of a catalog, whoever makes it, so that what was read of one is read again only then.
create table catalog_version (
    id integer primary key check (id = 1),
    n integer not null
) strict;
insert into catalog_version (id, n) values (1, 1);

create trigger games_insert_is_a_new_version after insert on games
begin
    update catalog_version set n = n + 1;
end;
create trigger games_update_is_a_new_version after update on games
begin
    update catalog_version set n = n + 1;
end;
create trigger games_delete_is_a_new_version after delete on games
begin
    update catalog_version set n = n + 1;
end;

create trigger id_kinds_insert_is_a_new_version after insert on id_kinds
begin
    update catalog_version set n = n + 1;
end;
create trigger id_kinds_update_is_a_new_version after update on id_kinds
begin
    update catalog_version set n = n + 1;
end;
create trigger id_kinds_delete_is_a_new_version after delete on id_kinds
begin
    update catalog_version set n = n + 1;
end;

create trigger servers_insert_is_a_new_version after insert on servers
begin
    update catalog_version set n = n + 1;
end;
create trigger servers_update_is_a_new_version after update on servers
begin
    update catalog_version set n = n + 1;
end;
create trigger servers_delete_is_a_new_version after delete on servers
begin
    update catalog_version set n = n + 1;
end;

create trigger items_insert_is_a_new_version after insert on items
begin
    update catalog_version set n = n + 1;
end;
create trigger items_update_is_a_new_version after update on items
begin
    update catalog_version set n = n + 1;
end;
create trigger items_delete_is_a_new_version after delete on items
begin
    update catalog_version set n = n + 1;
end;

create trigger reasons_insert_is_a_new_version after insert on reasons
begin
    update catalog_version set n = n + 1;
end;
create trigger reasons_update_is_a_new_version after update on reasons
begin
    update catalog_version set n = n + 1;
end;
create trigger reasons_delete_is_a_new_version after delete on reasons
begin
    update catalog_version set n = n + 1;
end;

create trigger detail_reasons_insert_is_a_new_version after insert on detail_reasons
begin
    update catalog_version set n = n + 1;
end;
create trigger detail_reasons_update_is_a_new_version after update on detail_reasons
begin
    update catalog_version set n = n + 1;
end;
create trigger detail_reasons_delete_is_a_new_version after delete on detail_reasons
begin
    update catalog_version set n = n + 1;
end;

create trigger messages_insert_is_a_new_version after insert on messages
begin
    update catalog_version set n = n + 1;
end;
create trigger messages_update_is_a_new_version after update on messages
begin
    update catalog_version set n = n + 1;
end;
create trigger messages_delete_is_a_new_version after delete on messages
begin
    update catalog_version set n = n + 1;
end;
