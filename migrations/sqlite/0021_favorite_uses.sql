-- What the favorite was called when the request was made, and whether it was a template then; unknown of older ones.
alter table favorite_uses add column name text;
alter table favorite_uses add column shared integer check (shared in (0, 1));
