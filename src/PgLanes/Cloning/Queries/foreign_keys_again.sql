-- foreign_keys_again: for each foreign key of schemas $1 (text[]) that all rows satisfy, and that the role may make, the statement that makes it anew,
-- the table that it refers to, and whether that table holds its rows itself.
SELECT format('ALTER TABLE %I.%I DROP CONSTRAINT %I, ADD CONSTRAINT %I ', n.nspname, c.relname, k.conname, k.conname) || pg_get_constraintdef(k.oid) AS statement,
       m.nspname AS schema, p.relname AS parent, p.relkind = 'r' AS is_whole
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS p ON p.oid = k.confrelid
JOIN pg_catalog.pg_namespace AS m ON m.oid = p.relnamespace
WHERE n.nspname = ANY ($1) AND k.contype = 'f' AND k.convalidated AND k.conparentid = 0
  AND pg_has_role(c.relowner, 'USAGE') AND has_table_privilege(p.oid, 'REFERENCES')
ORDER BY k.oid;
