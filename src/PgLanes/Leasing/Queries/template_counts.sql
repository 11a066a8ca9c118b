-- template_counts: how many routines, views and triggers schemas $1 (text[]) have, those of extensions not counted, and whether they
-- hold anything at all; and whether the function $3 (text) in schema $2 (text) says that a migration has not ended. A schema that does not exist
-- has nothing.
WITH template AS (SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE n.nspname = ANY ($1)),
     own AS (SELECT e.classid, e.objid FROM pg_catalog.pg_depend AS e WHERE e.deptype = 'e')
SELECT (SELECT count(*) FROM pg_catalog.pg_proc AS p WHERE p.pronamespace IN (SELECT oid FROM template)
          AND ('pg_catalog.pg_proc'::regclass, p.oid) NOT IN (SELECT classid, objid FROM own))::integer AS functions,
       (SELECT count(*) FROM pg_catalog.pg_class AS c WHERE c.relnamespace IN (SELECT oid FROM template) AND c.relkind IN ('v', 'm')
          AND ('pg_catalog.pg_class'::regclass, c.oid) NOT IN (SELECT classid, objid FROM own))::integer AS views,
       (SELECT count(*) FROM pg_catalog.pg_trigger AS g JOIN pg_catalog.pg_class AS c ON c.oid = g.tgrelid
        WHERE c.relnamespace IN (SELECT oid FROM template) AND NOT g.tgisinternal)::integer AS triggers,
       (SELECT count(*) FROM pg_catalog.pg_class AS c WHERE c.relnamespace IN (SELECT oid FROM template)
          AND ('pg_catalog.pg_class'::regclass, c.oid) NOT IN (SELECT classid, objid FROM own))::integer
       + (SELECT count(*) FROM pg_catalog.pg_type AS t WHERE t.typnamespace IN (SELECT oid FROM template)
          AND ('pg_catalog.pg_type'::regclass, t.oid) NOT IN (SELECT classid, objid FROM own))::integer AS objects,
       EXISTS (SELECT FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
               WHERE p.proname = $3 AND n.nspname = $2) AS is_unfinished,
       ARRAY(SELECT s.name FROM unnest($1) AS s(name)
             WHERE s.name NOT IN (SELECT n.nspname FROM pg_catalog.pg_namespace AS n)) AS missing;
