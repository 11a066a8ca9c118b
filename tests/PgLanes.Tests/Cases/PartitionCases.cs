namespace PgLanes.Tests;

public sealed class PartitionCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Partitions_of_every_strategy_keep_bounds_keys_and_indexes(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE events (id bigint NOT NULL, at timestamptz NOT NULL, kind text DEFAULT 'x', PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
            CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
            CREATE TABLE events_2025 PARTITION OF events (kind DEFAULT 'own', CONSTRAINT own CHECK (id > 0))
                FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY LIST (id);
            CREATE TABLE events_2025_a PARTITION OF events_2025 FOR VALUES IN (2, 7);
            CREATE TABLE events_rest PARTITION OF events DEFAULT;
            CREATE INDEX events_by_kind ON events (lower(kind), at DESC);
            CREATE TABLE tenants (id integer, part integer, name text) PARTITION BY HASH (id);
            CREATE TABLE tenants_0 PARTITION OF tenants FOR VALUES WITH (MODULUS 2, REMAINDER 0);
            CREATE TABLE tenants_1 PARTITION OF tenants FOR VALUES WITH (MODULUS 2, REMAINDER 1);
            CREATE UNIQUE INDEX tenants_key ON tenants (id, part);
            CREATE INDEX only_on_parent ON ONLY tenants (name);
            CREATE TABLE by_expression (a integer, b text) PARTITION BY RANGE ((a % 3), lower(b));
            INSERT INTO events VALUES (1, '2024-05-01', 'q'), (2, '2025-05-01', 'a'), (3, '2030-01-01', 'z');
            INSERT INTO tenants SELECT n, n, 't' || n FROM generate_series(1, 20) AS n;
            """);
        var (template, lane) = await made.BothAsync<long>("SELECT count(*) FROM {0}.events_2025_a");
        lane.ShouldBe(template);
        lane.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_partition_attached_later_keeps_its_column_order_and_its_own_names(int version) =>
        await (await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE owners (id integer PRIMARY KEY);
            CREATE TABLE things (id integer NOT NULL, owner_id integer, note text, CONSTRAINT things_key PRIMARY KEY (id)) PARTITION BY RANGE (id);
            ALTER TABLE things ADD CONSTRAINT things_owner FOREIGN KEY (owner_id) REFERENCES owners;
            CREATE INDEX things_note ON things (note);
            CREATE TABLE old_things (note text, gone integer, owner_id integer, id integer NOT NULL, CONSTRAINT old_key PRIMARY KEY (id),
                CONSTRAINT old_owner FOREIGN KEY (owner_id) REFERENCES owners);
            ALTER TABLE old_things DROP COLUMN gone;
            CREATE INDEX old_note ON old_things (note);
            ALTER TABLE things ATTACH PARTITION old_things FOR VALUES FROM (MINVALUE) TO (100);
            CREATE TABLE zz_things (id integer NOT NULL PRIMARY KEY, owner_id integer CONSTRAINT zz_owner REFERENCES owners, note text);
            ALTER TABLE things ATTACH PARTITION zz_things FOR VALUES FROM (1000) TO (2000);
            CREATE TABLE new_things PARTITION OF things FOR VALUES FROM (100) TO (1000);
            INSERT INTO owners VALUES (1);
            INSERT INTO things VALUES (1, 1, 'old'), (101, 1, 'new');
            """)).DisposeAsync();

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Foreign_keys_to_and_from_partitioned_tables_are_kept(int version) =>
        await (await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE parents (id integer PRIMARY KEY) PARTITION BY RANGE (id);
            CREATE TABLE parents_1 PARTITION OF parents FOR VALUES FROM (1) TO (10);
            CREATE TABLE parents_2 PARTITION OF parents FOR VALUES FROM (10) TO (20);
            CREATE TABLE children (id integer, parent_id integer REFERENCES parents ON DELETE CASCADE) PARTITION BY LIST (id);
            CREATE TABLE children_1 PARTITION OF children FOR VALUES IN (1);
            CREATE TABLE plain (parent_id integer CONSTRAINT plain_parent REFERENCES parents DEFERRABLE INITIALLY DEFERRED, self integer UNIQUE REFERENCES plain (self));
            INSERT INTO parents VALUES (1), (11);
            INSERT INTO children VALUES (1, 11);
            INSERT INTO plain VALUES (1, 5);
            """)).DisposeAsync();

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_partition_may_live_in_another_source_schema(int version) =>
        await (await CloneCase.ProveAsync(servers, version, """
            CREATE SCHEMA archive;
            CREATE TABLE logs (id integer PRIMARY KEY, body text) PARTITION BY RANGE (id);
            CREATE TABLE archive.logs_old PARTITION OF logs FOR VALUES FROM (1) TO (100);
            CREATE INDEX logs_body ON logs (body);
            INSERT INTO logs VALUES (1, 'x');
            """, "public", "archive")).DisposeAsync();

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Inheritance_keeps_local_and_inherited_columns_and_checks(int version) =>
        await (await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE named (name text NOT NULL DEFAULT 'nobody', CONSTRAINT named_name CHECK (name <> ''));
            CREATE TABLE dated (at date, CONSTRAINT dated_own CHECK (at > '2000-01-01') NO INHERIT);
            CREATE TABLE people (name text, age integer CHECK (age > 0)) INHERITS (named, dated);
            ALTER TABLE people ALTER COLUMN name SET DEFAULT 'somebody';
            CREATE TABLE joined (at date, extra text, name text NOT NULL, CONSTRAINT named_name CHECK (name <> ''));
            ALTER TABLE joined INHERIT named;
            INSERT INTO people VALUES ('a', '2024-01-01', 3);
            INSERT INTO named VALUES ('only parent');
            """)).DisposeAsync();
}
