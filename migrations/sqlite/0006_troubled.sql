-- The same two indexes. Written with `in`, SQLite would build a table of the three words for every row that changes.
drop index deliveries_unfinished;
drop index deliveries_troubled;
create index deliveries_unfinished on deliveries (request_id, n)
    where state = 'refused' or state = 'failed' or state = 'unknown';
create index deliveries_troubled on deliveries (settled_at, request_id, n)
    where state = 'refused' or state = 'failed' or state = 'unknown';
