-- reset_rights: the ordinary tables and the sequences of schemas $1 (text[]) that the role that resets may grant itself rights on as their owner does,
-- with the rights among those that a reset needs which it does not have.
-- Needs an empty search_path.
SELECT c.oid, c.relkind = 'S' AS is_sequence, c.oid::regclass::text AS name, r.lacking
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (SELECT string_agg(w.needed, ', ') AS lacking
                    FROM unnest(CASE c.relkind WHEN 'r' THEN ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'] ELSE ARRAY['UPDATE'] END) AS w (needed)
                    WHERE NOT has_table_privilege(c.oid, w.needed)) AS r
WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'S') AND c.relacl IS NOT NULL AND r.lacking IS NOT NULL AND pg_has_role(c.relowner, 'USAGE')
ORDER BY c.oid;
