-- text_search_configurations: the text search configurations of schemas $1 (text[]) that no extension made, with their mappings.
-- Names of parsers and dictionaries are qualified.
SELECT c.oid, n.nspname AS schema, c.cfgname AS name,
       (SELECT p.prsnamespace::regnamespace || '.' || quote_ident(p.prsname)
        FROM pg_catalog.pg_ts_parser AS p WHERE p.oid = c.cfgparser) AS parser,
       ARRAY(SELECT quote_ident(k.alias) || ' WITH '
                    || string_agg(d.dictnamespace::regnamespace || '.' || quote_ident(d.dictname), ', ' ORDER BY m.mapseqno)
             FROM pg_catalog.pg_ts_config_map AS m
             JOIN pg_catalog.ts_token_type(c.cfgparser) AS k ON k.tokid = m.maptokentype
             JOIN pg_catalog.pg_ts_dict AS d ON d.oid = m.mapdict
             WHERE m.mapcfg = c.oid
             GROUP BY k.tokid, k.alias
             ORDER BY k.tokid) AS mappings
FROM pg_catalog.pg_ts_config AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.cfgnamespace
WHERE n.nspname = ANY ($1)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_ts_config'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.cfgname;
