-- Grows with every change of a catalog, whoever makes it, so that what was read of one is read again only then.
create table catalog_version (
    id bigint primary key check (id = 1),
    n bigint not null
);
insert into catalog_version (id, n) values (1, 1);

-- Once a transaction, and at its end: its row is the last that a transaction locks, so nobody waits in a circle.
create function catalog_has_a_new_version() returns trigger language plpgsql as $$
begin
    if current_setting('grantdesk.new_version_in', true) is distinct from txid_current()::text then
        update catalog_version set n = n + 1;
        perform set_config('grantdesk.new_version_in', txid_current()::text, true);
    end if;
    return null;
end $$;

create constraint trigger games_have_a_new_version after insert or update or delete on games
    deferrable initially deferred for each row execute function catalog_has_a_new_version();
create constraint trigger id_kinds_have_a_new_version after insert or update or delete on id_kinds
    deferrable initially deferred for each row execute function catalog_has_a_new_version();
create constraint trigger servers_have_a_new_version after insert or update or delete on servers
    deferrable initially deferred for each row execute function catalog_has_a_new_version();
create constraint trigger items_have_a_new_version after insert or update or delete on items
    deferrable initially deferred for each row execute function catalog_has_a_new_version();
create constraint trigger reasons_have_a_new_version after insert or update or delete on reasons
    deferrable initially deferred for each row execute function catalog_has_a_new_version();
create constraint trigger detail_reasons_have_a_new_version after insert or update or delete on detail_reasons
    deferrable initially deferred for each row execute function catalog_has_a_new_version();
create constraint trigger messages_have_a_new_version after insert or update or delete on messages
    deferrable initially deferred for each row execute function catalog_has_a_new_version();
