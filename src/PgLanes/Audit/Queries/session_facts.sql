-- session_facts: which process of the server answers, and whether the role may make databases.
SELECT pg_backend_pid() AS pid, r.rolsuper OR r.rolcreatedb AS may_create_databases
FROM pg_catalog.pg_roles AS r
WHERE r.rolname = current_user
ORDER BY r.rolname;
