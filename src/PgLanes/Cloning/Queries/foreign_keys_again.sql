-- foreign_keys_again: for each foreign key of schemas $1 (text[]) that all rows satisfy, and whose table the role may alter, the statement that makes it
-- anew. Needs an empty search_path.
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname, k.conname, pg_get_constraintdef(k.oid)) AS statement
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = ANY ($1) AND k.contype = 'f' AND k.convalidated AND k.conparentid = 0 AND pg_has_role(c.relowner, 'USAGE')
ORDER BY k.oid;
