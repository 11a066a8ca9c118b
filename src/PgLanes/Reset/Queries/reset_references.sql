-- reset_references: which ordinary tables of schemas $1 (text[]) refer to which others by a foreign key.
SELECT DISTINCT k.conrelid AS child, k.confrelid AS parent
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid AND c.relkind = 'r'
JOIN pg_catalog.pg_class AS p ON p.oid = k.confrelid AND p.relkind = 'r'
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE k.contype = 'f' AND n.nspname = ANY ($1)
ORDER BY 1, 2;
