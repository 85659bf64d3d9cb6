-- Whether keys pressed alone do something on pages of this person.
alter table users add column shortcuts boolean not null default true;
