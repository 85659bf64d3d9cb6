-- Somebody's open requests are few among all that they ever asked for.
create index requests_by_requester_and_state on requests (requested_by, state, id);
