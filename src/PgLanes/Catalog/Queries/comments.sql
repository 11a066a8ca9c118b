-- comments: the comments on the objects of schemas $1 (text[]), and on the schemas, in the words that COMMENT ON takes for them.
-- Needs search_path = the schemas that are read. Left out: what extensions made, and what PostgreSQL itself says of public,
-- and PgLanes of a lane.
WITH described AS MATERIALIZED (
    SELECT d.classoid, d.objoid, d.objsubid, d.description
    FROM pg_catalog.pg_description AS d
    WHERE (d.objoid >= 16384 OR d.classoid = 'pg_catalog.pg_namespace'::regclass)
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e WHERE e.classid = d.classoid AND e.objid = d.objoid AND e.deptype = 'e')
), relation AS (
    SELECT c.oid, c.relnamespace AS namespace, c.relname, c.relkind, c.reltype
    FROM pg_catalog.pg_class AS c
    -- A lane has no copy of an index that was never finished.
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS x JOIN pg_catalog.pg_class AS t ON t.oid = x.indrelid
                      WHERE x.indexrelid = c.oid AND NOT x.indisvalid AND t.relkind <> 'p')
), subject AS (
    SELECT d.classoid, d.objoid, d.objsubid, regexp_replace(d.description, '(\n\n|^)Made by PgLanes: .*$', '') AS description, d.objoid AS namespace, 'SCHEMA' AS type, NULL::name AS member, NULL::name AS name, '' AS signature
    FROM described AS d WHERE d.classoid = 'pg_catalog.pg_namespace'::regclass AND d.description <> 'standard public schema'
      -- The mark on a lane's schema is the tool's, not a copy.
      AND d.description NOT LIKE 'Made by PgLanes: %'
    UNION ALL
    SELECT d.*, c.namespace,
           CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' WHEN 'f' THEN 'FOREIGN TABLE'
                          WHEN 'i' THEN 'INDEX' WHEN 'I' THEN 'INDEX' ELSE 'TABLE' END, NULL, c.relname, ''
    FROM described AS d JOIN relation AS c ON c.oid = d.objoid
    WHERE d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
    UNION ALL
    SELECT d.*, c.namespace, 'COLUMN', a.attname, c.relname, ''
    FROM described AS d JOIN relation AS c ON c.oid = d.objoid
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.objoid AND a.attnum = d.objsubid
    WHERE d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid <> 0
    UNION ALL
    SELECT d.*, c.namespace, 'CONSTRAINT', k.conname, c.relname, ''
    FROM described AS d JOIN pg_catalog.pg_constraint AS k ON k.oid = d.objoid JOIN relation AS c ON c.oid = k.conrelid
    WHERE d.classoid = 'pg_catalog.pg_constraint'::regclass
    UNION ALL
    SELECT d.*, t.typnamespace, 'DOMAIN CONSTRAINT', k.conname, t.typname, ''
    FROM described AS d JOIN pg_catalog.pg_constraint AS k ON k.oid = d.objoid JOIN pg_catalog.pg_type AS t ON t.oid = k.contypid
    WHERE d.classoid = 'pg_catalog.pg_constraint'::regclass
    UNION ALL
    SELECT d.*, c.namespace, 'TRIGGER', g.tgname, c.relname, ''
    FROM described AS d JOIN pg_catalog.pg_trigger AS g ON g.oid = d.objoid JOIN relation AS c ON c.oid = g.tgrelid
    WHERE d.classoid = 'pg_catalog.pg_trigger'::regclass
    UNION ALL
    SELECT d.*, c.namespace, 'RULE', r.rulename, c.relname, ''
    FROM described AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objoid JOIN relation AS c ON c.oid = r.ev_class
    WHERE d.classoid = 'pg_catalog.pg_rewrite'::regclass
    UNION ALL
    SELECT d.*, c.namespace, 'POLICY', y.polname, c.relname, ''
    FROM described AS d JOIN pg_catalog.pg_policy AS y ON y.oid = d.objoid JOIN relation AS c ON c.oid = y.polrelid
    WHERE d.classoid = 'pg_catalog.pg_policy'::regclass
    UNION ALL
    SELECT d.*, p.pronamespace, 'ROUTINE', NULL, p.proname, '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')'
    FROM described AS d JOIN pg_catalog.pg_proc AS p ON p.oid = d.objoid
    WHERE d.classoid = 'pg_catalog.pg_proc'::regclass
    UNION ALL
    SELECT d.*, t.typnamespace, 'TYPE', NULL, t.typname, ''
    FROM described AS d JOIN pg_catalog.pg_type AS t ON t.oid = d.objoid
    WHERE d.classoid = 'pg_catalog.pg_type'::regclass
    UNION ALL
    SELECT d.*, o.oprnamespace, 'OPERATOR', NULL, o.oprname,
           '(' || CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END || ', ' || format_type(o.oprright, NULL) || ')'
    FROM described AS d JOIN pg_catalog.pg_operator AS o ON o.oid = d.objoid
    WHERE d.classoid = 'pg_catalog.pg_operator'::regclass
    UNION ALL
    SELECT d.*, o.opcnamespace, 'OPERATOR CLASS', NULL, o.opcname, ' USING ' || quote_ident(am.amname)
    FROM described AS d JOIN pg_catalog.pg_opclass AS o ON o.oid = d.objoid JOIN pg_catalog.pg_am AS am ON am.oid = o.opcmethod
    WHERE d.classoid = 'pg_catalog.pg_opclass'::regclass
    UNION ALL
    SELECT d.*, o.opfnamespace, 'OPERATOR FAMILY', NULL, o.opfname, ' USING ' || quote_ident(am.amname)
    FROM described AS d JOIN pg_catalog.pg_opfamily AS o ON o.oid = d.objoid JOIN pg_catalog.pg_am AS am ON am.oid = o.opfmethod
    WHERE d.classoid = 'pg_catalog.pg_opfamily'::regclass
    UNION ALL
    SELECT d.*, o.collnamespace, 'COLLATION', NULL, o.collname, ''
    FROM described AS d JOIN pg_catalog.pg_collation AS o ON o.oid = d.objoid
    WHERE d.classoid = 'pg_catalog.pg_collation'::regclass
    UNION ALL
    SELECT d.*, o.connamespace, 'CONVERSION', NULL, o.conname, ''
    FROM described AS d JOIN pg_catalog.pg_conversion AS o ON o.oid = d.objoid
    WHERE d.classoid = 'pg_catalog.pg_conversion'::regclass
    UNION ALL
    SELECT d.*, o.cfgnamespace, 'TEXT SEARCH CONFIGURATION', NULL, o.cfgname, ''
    FROM described AS d JOIN pg_catalog.pg_ts_config AS o ON o.oid = d.objoid
    WHERE d.classoid = 'pg_catalog.pg_ts_config'::regclass
    UNION ALL
    SELECT d.*, o.dictnamespace, 'TEXT SEARCH DICTIONARY', NULL, o.dictname, ''
    FROM described AS d JOIN pg_catalog.pg_ts_dict AS o ON o.oid = d.objoid
    WHERE d.classoid = 'pg_catalog.pg_ts_dict'::regclass
    UNION ALL
    SELECT d.*, o.prsnamespace, 'TEXT SEARCH PARSER', NULL, o.prsname, ''
    FROM described AS d JOIN pg_catalog.pg_ts_parser AS o ON o.oid = d.objoid
    WHERE d.classoid = 'pg_catalog.pg_ts_parser'::regclass
    UNION ALL
    SELECT d.*, o.tmplnamespace, 'TEXT SEARCH TEMPLATE', NULL, o.tmplname, ''
    FROM described AS d JOIN pg_catalog.pg_ts_template AS o ON o.oid = d.objoid
    WHERE d.classoid = 'pg_catalog.pg_ts_template'::regclass
    UNION ALL
    SELECT d.*, o.stxnamespace, 'STATISTICS', NULL, o.stxname, ''
    FROM described AS d JOIN pg_catalog.pg_statistic_ext AS o ON o.oid = d.objoid
    WHERE d.classoid = 'pg_catalog.pg_statistic_ext'::regclass
    UNION ALL
    SELECT d.*, COALESCE(own_source.oid, own_target.oid), 'CAST', NULL, 'cast',
           '(' || format_type(k.castsource, NULL) || ' AS ' || format_type(k.casttarget, NULL) || ')'
    FROM described AS d JOIN pg_catalog.pg_cast AS k ON k.oid = d.objoid
    JOIN pg_catalog.pg_type AS source ON source.oid = k.castsource
    JOIN pg_catalog.pg_type AS target ON target.oid = k.casttarget
    LEFT JOIN pg_catalog.pg_namespace AS own_source ON own_source.oid = source.typnamespace AND own_source.nspname = ANY ($1)
    LEFT JOIN pg_catalog.pg_namespace AS own_target ON own_target.oid = target.typnamespace AND own_target.nspname = ANY ($1)
    WHERE d.classoid = 'pg_catalog.pg_cast'::regclass
)
SELECT s.classoid, s.objoid AS oid, n.nspname AS schema, s.type, s.member, COALESCE(s.name, n.nspname) AS name, s.signature, s.description AS text
FROM subject AS s
JOIN pg_catalog.pg_namespace AS n ON n.oid = s.namespace
WHERE n.nspname = ANY ($1)
ORDER BY n.nspname, s.type, s.name, s.signature, s.member;
