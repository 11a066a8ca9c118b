-- surroundings: what of the database, beside schemas $1 (text[]), lanes in it would share: kind, name, how many, and whether the template uses it.
SELECT s.kind, s.name, s.number, s.is_used
FROM (SELECT 'event-trigger' AS kind, e.evtname::text AS name, 1::bigint AS number, n.nspname = ANY ($1) AS is_used
      FROM pg_catalog.pg_event_trigger AS e
      JOIN pg_catalog.pg_proc AS p ON p.oid = e.evtfoid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                        WHERE d.classid = 'pg_catalog.pg_event_trigger'::regclass AND d.objid = e.oid AND d.deptype = 'e')
      UNION ALL
      SELECT CASE WHEN p.puballtables THEN 'publication-of-all' ELSE 'publication' END, p.pubname::text, count(*), true
      FROM pg_catalog.pg_publication AS p
      JOIN pg_catalog.pg_publication_tables AS t ON t.pubname = p.pubname
      WHERE t.schemaname = ANY ($1)
      GROUP BY p.pubname, p.puballtables
      UNION ALL
      SELECT 'subscription', s.subname::text, 1, true
      FROM pg_catalog.pg_subscription AS s
      WHERE s.subdbid = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database())
      UNION ALL
      SELECT 'extension', e.extname::text, COALESCE(cardinality(e.extconfig), 0), true
      FROM pg_catalog.pg_extension AS e
      JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
      WHERE n.nspname = ANY ($1)
      UNION ALL
      SELECT 'large-objects', '', count(*), EXISTS (
                 SELECT FROM pg_catalog.pg_attribute AS a
                 JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
                 JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                 JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
                 WHERE n.nspname = ANY ($1) AND a.attnum > 0 AND NOT a.attisdropped AND (t.oid = 'pg_catalog.oid'::regtype OR t.typname = 'lo'))
      FROM pg_catalog.pg_largeobject_metadata
      HAVING count(*) > 0) AS s
ORDER BY s.kind, s.name;
