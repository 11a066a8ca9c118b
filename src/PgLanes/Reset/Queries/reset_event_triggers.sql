-- reset_event_triggers: the event triggers of the database that may fire for what a reset does, and that the role that resets may set aside. state: O in
-- ordinary sessions, R in replicas, A in both.
SELECT quote_ident(e.evtname) AS name, e.evtenabled::text AS state
FROM pg_catalog.pg_event_trigger AS e
WHERE e.evtenabled <> 'D' AND e.evtevent <> 'login' AND pg_has_role(e.evtowner, 'USAGE')
ORDER BY e.evtname;
