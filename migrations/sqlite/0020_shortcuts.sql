-- Whether keys pressed alone do something on pages of this person.
alter table users add column shortcuts integer not null default 1 check (shortcuts in (0, 1));
