-- Who asks about an order knows its number and nothing else.
create index if not exists requests_by_order_number on requests (order_number, id) where order_number is not null;
