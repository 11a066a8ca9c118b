-- extension_schemas: every schema that holds an extension of this database, by name.
SELECT DISTINCT n.nspname AS name
FROM pg_catalog.pg_extension AS e
JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
WHERE n.nspname <> 'pg_catalog'
ORDER BY n.nspname;
