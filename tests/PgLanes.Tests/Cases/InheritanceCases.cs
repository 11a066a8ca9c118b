namespace PgLanes.Tests;

/// <summary>Tables that inherit, but are no partitions.</summary>
public sealed class InheritanceCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Children_differ_from_their_parents_as_they_did(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE a (id integer, name text NOT NULL DEFAULT 'a', CONSTRAINT pos CHECK (id > 0));
            CREATE TABLE b (extra text, id integer DEFAULT 5, CONSTRAINT pos CHECK (id > 0), CONSTRAINT mine CHECK (extra <> '')
                NO INHERIT);
            CREATE TABLE c (own integer, id integer DEFAULT 9) INHERITS (a, b);
            CREATE TABLE d (CONSTRAINT pos CHECK (id > 0), CONSTRAINT dd CHECK (id < 1000)) INHERITS (a);
            CREATE TABLE e (x integer) INHERITS (d);
            CREATE TABLE e2 () INHERITS (c, d);
            ALTER TABLE e ALTER COLUMN id SET NOT NULL, ALTER COLUMN name SET DEFAULT 'e', ALTER COLUMN id SET DEFAULT 3;
            ALTER TABLE d ALTER COLUMN name DROP DEFAULT;
            ALTER TABLE a ADD COLUMN late text DEFAULT 'later';
            ALTER TABLE ONLY b ALTER COLUMN extra SET DEFAULT 'only b';
            ALTER TABLE a ADD CONSTRAINT checked_late CHECK (late <> 'x');
            ALTER TABLE a ADD CONSTRAINT unchecked CHECK (name <> 'zzz') NOT VALID;
            ALTER TABLE c ALTER COLUMN extra SET STATISTICS 77, ALTER COLUMN name SET STORAGE EXTERNAL;
            CREATE TABLE lone (id integer, name text NOT NULL, late text, z integer, CONSTRAINT pos CHECK (id > 0),
                CONSTRAINT checked_late CHECK (late <> 'x'), CONSTRAINT unchecked CHECK (name <> 'zzz'));
            ALTER TABLE lone INHERIT a;
            ALTER TABLE lone ADD COLUMN more integer;
            CREATE TABLE left_home (y integer) INHERITS (a);
            ALTER TABLE left_home NO INHERIT a;
            CREATE TABLE dropped_parent_column () INHERITS (b);
            ALTER TABLE ONLY b DROP COLUMN extra;
            CREATE FUNCTION f(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0';
            CREATE TABLE g (v integer, CONSTRAINT gf CHECK (f(v)));
            CREATE TABLE h (w integer, CONSTRAINT gf CHECK (f(v))) INHERITS (g);
            CREATE TABLE h2 () INHERITS (g);
            CREATE TABLE gen (v integer, twice integer GENERATED ALWAYS AS (v * 2) STORED);
            CREATE TABLE gen_child (w integer) INHERITS (gen);
            CREATE TABLE base (v integer);
            CREATE TABLE joined (v integer);
            ALTER TABLE joined INHERIT base;
            ALTER TABLE base ADD CONSTRAINT after_joining CHECK (v > 0), ADD CONSTRAINT calls CHECK (f(v)), ADD CONSTRAINT not_yet CHECK (v > 9) NOT VALID;
            CREATE TABLE declares_all (v integer) INHERITS (base);
            INSERT INTO gen_child VALUES (4);
            INSERT INTO a (id) VALUES (1);
            INSERT INTO c (own) VALUES (1);
            INSERT INTO d (id, name) VALUES (3, 'n');
            INSERT INTO e (x, name) VALUES (4, 'n');
            INSERT INTO e2 (id, name) VALUES (2, 'n');
            INSERT INTO h VALUES (3, 4);
            """);
        await made.ShouldKeepRowsAsync();
        made.Script.Hazards.Select(hazard => (hazard.Code, hazard.ObjectName)).ShouldContain(("inherited-columns", "table public.c"));
    }
}
