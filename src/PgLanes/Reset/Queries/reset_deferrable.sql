-- reset_deferrable: the names, quoted, of users' triggers in schemas $1 (text[]) that may wait for the end of a transaction.
SELECT DISTINCT format('%I.%I', n.nspname, k.conname) AS name
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_namespace AS n ON n.oid = k.connamespace
WHERE n.nspname = ANY ($1) AND k.contype = 't' AND k.condeferrable
ORDER BY name;
