-- reset_keys: of the ordinary tables of schemas $1 (text[]) with a primary key, its columns, and those whose values hold the row's place: what a unique
-- or excluding index involves, other tables refer to, or no UPDATE may set. Left out: tables with values that differ where their text does not.
SELECT c.oid AS table_oid, p.key, h.held
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (SELECT array_agg(a.attname::text ORDER BY a.attnum) AS key
                    FROM pg_catalog.pg_index AS x
                    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = ANY (x.indkey)
                    WHERE x.indrelid = c.oid AND x.indisprimary AND NOT x.indisexclusion) AS p
CROSS JOIN LATERAL (SELECT array_agg(a.attname::text ORDER BY a.attnum) AS held
                    FROM pg_catalog.pg_attribute AS a
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                      AND (a.attidentity = 'a'
                           OR EXISTS (SELECT FROM pg_catalog.pg_index AS x
                                      WHERE x.indrelid = c.oid AND (x.indisunique OR x.indisexclusion)
                                        AND (a.attnum = ANY (x.indkey)
                                             OR EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                                                        WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = x.indexrelid
                                                          AND d.refobjid = c.oid AND d.refobjsubid = a.attnum))))) AS h
WHERE n.nspname = ANY ($1) AND c.relkind = 'r' AND p.key IS NOT NULL
  -- Of an index that reads whole rows the server notes no column.
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_index AS x
                  WHERE x.indrelid = c.oid AND (x.indisunique OR x.indisexclusion)
                    AND concat(x.indexprs::text, x.indpred::text) LIKE '%:varattno 0 %')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute AS a
                  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                    AND (a.atttypmod = -1 AND EXISTS (SELECT FROM pg_catalog.pg_type AS t WHERE t.oid = a.atttypid AND t.typoutput = 'pg_catalog.bpcharout'::regproc)
                         OR EXISTS (SELECT FROM pg_catalog.pg_cast AS k WHERE k.castsource = a.atttypid AND k.casttarget = 'text'::regtype AND k.oid >= 16384)))
ORDER BY c.oid;
