-- security_labels: the labels that security modules gave to the schemas $1 (text[]) and to what they hold, but not to what extensions made.
-- Needs search_path = the schemas that are read. Names are as SECURITY LABEL takes them.
SELECT l.classoid, l.objoid AS oid, n.nspname AS schema, l.objtype AS type, l.objname AS name, l.provider, l.label
FROM pg_catalog.pg_seclabels AS l
JOIN pg_catalog.pg_namespace AS n ON n.oid = l.objnamespace
WHERE n.nspname = ANY ($1)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e WHERE e.classid = l.classoid AND e.objid = l.objoid AND e.deptype = 'e')
ORDER BY n.nspname, l.objtype, l.objname, l.provider;
