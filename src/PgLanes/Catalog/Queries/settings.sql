-- settings: sets the search path, for this transaction: $1 (text[]) are the schemas that are read, in order.
-- The schemas that hold extensions follow, so that an extension's objects print the same wherever they live.
SELECT pg_catalog.set_config('search_path', (
           SELECT string_agg(quote_ident(path.name), ', ' ORDER BY path.place)
           FROM (SELECT s.name, s.place FROM unnest($1) WITH ORDINALITY AS s(name, place)
                 UNION ALL
                 SELECT n.nspname, 1000000 + row_number() OVER (ORDER BY n.nspname)
                 FROM pg_catalog.pg_namespace AS n
                 WHERE n.nspname <> 'pg_catalog' AND n.nspname <> ALL ($1)
                   AND n.oid IN (SELECT e.extnamespace FROM pg_catalog.pg_extension AS e)) AS path), true),
       pg_catalog.set_config('jit', 'off', true);
