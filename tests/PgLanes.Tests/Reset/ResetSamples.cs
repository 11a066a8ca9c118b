namespace PgLanes.Tests;

/// <summary>More kinds of tables than <see cref="ResetTests.Template"/> has, and more ways to leave them changed; for the property of the reset.</summary>
internal static class ResetSamples
{
    public const string Template = ResetTests.Template + """
        CREATE UNLOGGED TABLE drafts (id integer PRIMARY KEY, text text);
        CREATE TABLE bag (colour text CHECK (colour <> ''));
        CREATE TABLE hidden (id serial PRIMARY KEY, secret text);
        ALTER TABLE hidden ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY open ON hidden USING (true) WITH CHECK (true);
        CREATE TABLE places (id integer PRIMARY KEY, what regclass);
        CREATE TABLE swaps (id integer PRIMARY KEY, place integer NOT NULL UNIQUE, twice integer GENERATED ALWAYS AS (place * 2) STORED);
        CREATE TABLE late_swaps (id integer PRIMARY KEY, place integer NOT NULL UNIQUE DEFERRABLE INITIALLY DEFERRED);
        CREATE TABLE stays (during int4range, EXCLUDE USING gist (during WITH &&));
        CREATE TABLE trees (id integer PRIMARY KEY, parent integer REFERENCES trees ON DELETE CASCADE);
        CREATE TABLE rooms (id integer PRIMARY KEY, name text UNIQUE);
        CREATE TABLE desks (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, room integer REFERENCES rooms ON DELETE RESTRICT ON UPDATE CASCADE,
            room_name text REFERENCES rooms (name) ON DELETE SET DEFAULT ON UPDATE CASCADE);
        CREATE TABLE "odd "" name" ("whole" integer, "mine" integer, "i" integer, "state" integer, "dirty" integer);
        CREATE TABLE zones (id integer PRIMARY KEY) PARTITION BY RANGE (id);
        CREATE TABLE zones_low PARTITION OF zones FOR VALUES FROM (0) TO (100) PARTITION BY RANGE (id);
        CREATE TABLE zones_lowest PARTITION OF zones_low DEFAULT;
        CREATE TABLE zones_rest PARTITION OF zones DEFAULT;
        CREATE TABLE areas (id integer PRIMARY KEY, zone integer REFERENCES zones ON DELETE CASCADE, size integer) PARTITION BY RANGE (id);
        CREATE TABLE areas_low PARTITION OF areas FOR VALUES FROM (0) TO (100);
        CREATE TABLE areas_rest PARTITION OF areas DEFAULT;
        CREATE SEQUENCE wheel MAXVALUE 3 CYCLE;
        INSERT INTO drafts VALUES (1, 'one'), (2, 'two');
        INSERT INTO bag VALUES ('red'), ('red'), (NULL), (NULL);
        INSERT INTO places VALUES (1, 'people'), (2, 'pg_class');
        INSERT INTO swaps VALUES (1, 1), (2, 2), (3, 3);
        INSERT INTO late_swaps VALUES (1, 1), (2, 2);
        INSERT INTO stays VALUES ('[1,5)'), ('[5,9)');
        INSERT INTO trees VALUES (1, NULL), (2, 1), (3, 2);
        INSERT INTO rooms VALUES (1, 'attic'), (2, 'cellar');
        INSERT INTO desks (room, room_name) VALUES (1, 'attic'), (2, 'attic'), (2, NULL);
        INSERT INTO "odd "" name" VALUES (1, 2, 3, 4, 5);
        INSERT INTO zones VALUES (1), (300);
        INSERT INTO areas VALUES (1, 1, -1), (2, 300, 1), (200, 1, -1);
        ALTER TABLE areas ADD CONSTRAINT positive CHECK (size > 0) NOT VALID;
        SELECT nextval('wheel');
        """;

    public static readonly string[] Dirt =
    [
        "INSERT INTO drafts SELECT n, 'new' FROM generate_series(10, 20) AS n; UPDATE drafts SET text = 'x' WHERE id = 1",
        "DELETE FROM bag WHERE ctid = (SELECT b.ctid FROM bag AS b WHERE colour = 'red' LIMIT 1)",
        "INSERT INTO bag VALUES ('red'), ('blue'), (NULL)",
        "DELETE FROM bag; INSERT INTO bag VALUES ('red'), ('red'), (NULL), (NULL)",
        "INSERT INTO hidden (secret) SELECT 'x' FROM generate_series(1, 10)",
        "UPDATE places SET what = 'accounts'::regclass",
        "UPDATE swaps SET place = -place; UPDATE swaps SET place = CASE place WHEN -1 THEN 2 WHEN -2 THEN 1 ELSE 3 END",
        "DELETE FROM swaps WHERE id = 3; INSERT INTO swaps VALUES (4, 3)",
        "UPDATE late_swaps SET place = 3 - place",
        "DELETE FROM stays WHERE during = '[1,5)'; INSERT INTO stays VALUES ('[0,4)')",
        "DELETE FROM trees WHERE id = 1",
        "INSERT INTO trees VALUES (9, 3); UPDATE trees SET parent = 9 WHERE id = 1",
        "UPDATE rooms SET id = id + 100",
        "UPDATE rooms SET name = name || '!' WHERE id = 1",
        "UPDATE rooms SET name = CASE id WHEN 1 THEN 'x' ELSE 'attic' END WHERE id IN (1, 2)",
        "DELETE FROM desks; DELETE FROM rooms; INSERT INTO rooms VALUES (1, 'cellar'), (2, 'attic')",
        "INSERT INTO rooms VALUES (3, 'hall'); UPDATE desks SET room = 3, room_name = 'hall'",
        "UPDATE desks SET room_name = 'cellar' WHERE room = 1; DELETE FROM desks WHERE room_name IS NULL",
        "UPDATE \"odd \"\" name\" SET \"whole\" = 0, \"mine\" = NULL; INSERT INTO \"odd \"\" name\" (\"state\") VALUES (2)",
        "SELECT nextval('wheel'), nextval('wheel'), nextval('wheel')",
        "SELECT setval('wheel', 2, false), setval('empty_notes_id_seq', 1000, false), setval('people_id_seq', 2, false)",
        "ALTER SEQUENCE free_numbers RESTART WITH 99; ALTER SEQUENCE bookings_id_seq RESTART",
        "TRUNCATE people RESTART IDENTITY CASCADE",
        "TRUNCATE trees, rooms, desks, bag, drafts RESTART IDENTITY",
        "DELETE FROM events WHERE person_id = 2; DELETE FROM people WHERE id = 2; " +
            "INSERT INTO people (id, boss_id, name, mood) VALUES (2, 1, 'Ben', 'cross')",
        "SAVEPOINT inner_one; INSERT INTO people (name) VALUES ('Eve'); ROLLBACK TO inner_one; UPDATE people SET name = 'Bea' WHERE id = 2; RELEASE inner_one",
        "DO $$ BEGIN BEGIN INSERT INTO trees VALUES (7, 1); INSERT INTO trees VALUES (7, 1); EXCEPTION WHEN unique_violation THEN INSERT INTO trees VALUES (8, 2); END; END $$",
        "UPDATE events SET day = '2015-05-05' WHERE person_id = 2",
        "DELETE FROM vehicles; INSERT INTO lorries VALUES (2, 6, 1000)",
        "INSERT INTO zones VALUES (2), (301); INSERT INTO areas VALUES (3, 2, 1), (301, 301, 1)",
        "DELETE FROM zones WHERE id = 300",
        "UPDATE areas SET id = 300, zone = NULL, size = 2 WHERE id = 1",
        "INSERT INTO zones SELECT generate_series(1000, 20000)",
        "CREATE TEMP TABLE IF NOT EXISTS mine (id integer); INSERT INTO mine VALUES (1)",
    ];
}
