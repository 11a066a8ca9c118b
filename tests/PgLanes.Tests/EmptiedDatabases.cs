using System.Collections.Concurrent;
using Npgsql;

namespace PgLanes.Tests;

/// <summary>Databases of one server that tests of the engine have emptied again. Making and dropping one, and filling its caches, takes longer than most cases.</summary>
internal sealed class EmptiedDatabases
{
    // What is left is asked of every catalog, so that a test never meets what another made: where anything is, the database is dropped instead.
    private const string Empty = """
        DO $empty$
        DECLARE
            one record;
            found boolean;
        BEGIN
            SET LOCAL client_min_messages = error;
            SET LOCAL lock_timeout = '10s';
            FOR one IN SELECT evtname AS name FROM pg_catalog.pg_event_trigger LOOP
                EXECUTE format('DROP EVENT TRIGGER %I', one.name);
            END LOOP;
            FOR one IN SELECT extname AS name FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql' LOOP
                EXECUTE format('DROP EXTENSION IF EXISTS %I CASCADE', one.name);
            END LOOP;
            FOR one IN SELECT nspname AS name FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
                EXECUTE format('DROP SCHEMA %I CASCADE', one.name);
            END LOOP;
            FOR one IN
                SELECT c.oid::regclass AS name FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'oid'
                WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r' AND NOT c.relisshared AND c.relname <> 'pg_namespace'
            LOOP
                EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE oid >= 16384)', one.name) INTO found;
                IF found THEN RAISE EXCEPTION USING ERRCODE = 'object_in_use', MESSAGE = format('%s is not as it was', one.name); END IF;
            END LOOP;
            IF EXISTS (SELECT FROM pg_catalog.pg_db_role_setting AS s JOIN pg_catalog.pg_database AS d ON d.oid = s.setdatabase WHERE d.datname = current_database()) THEN
                RAISE EXCEPTION USING ERRCODE = 'object_in_use', MESSAGE = 'the database has settings';
            END IF;
            CREATE SCHEMA public;
            COMMENT ON SCHEMA public IS 'standard public schema';
            IF current_setting('server_version_num')::integer < 150000 THEN
                GRANT ALL ON SCHEMA public TO PUBLIC;
            ELSE
                ALTER SCHEMA public OWNER TO pg_database_owner;
                GRANT USAGE ON SCHEMA public TO PUBLIC;
            END IF;
        END $empty$
        """;

    private readonly ConcurrentBag<TestDatabase> _free = [];

    public TestDatabase? Take() => _free.TryTake(out var database) ? database : null;

    /// <summary>Empties a database and keeps it for the next test; says no where something is left in it, or the server cannot drop it.</summary>
    public async Task<bool> TryKeepAsync(TestDatabase database)
    {
        try
        {
            await database.ExecuteAsync(Empty);
        }
        catch (PostgresException)
        {
            return false;
        }

        _free.Add(database);
        return true;
    }
}
