namespace PgLanes.Tests;

public sealed class PartitionCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_partitions_key_may_be_part_of_an_index_that_is_no_key(int version) =>
        await (await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE log (a integer NOT NULL, b integer NOT NULL) PARTITION BY LIST (a);
            CREATE TABLE log_1 PARTITION OF log FOR VALUES IN (1);
            CREATE TABLE log_2 PARTITION OF log FOR VALUES IN (2) PARTITION BY RANGE (b);
            CREATE TABLE log_2_1 PARTITION OF log_2 FOR VALUES FROM (1) TO (9);
            ALTER TABLE log_1 ADD PRIMARY KEY (a, b);
            ALTER TABLE log_1 ADD CONSTRAINT again UNIQUE (a, b);
            ALTER TABLE log_2 ADD CONSTRAINT log_2_key UNIQUE (a, b);
            CREATE UNIQUE INDEX log_once ON log (a, b);
            CREATE UNIQUE INDEX log_twice ON log (a, b);
            CREATE TABLE detail (a integer, b integer, FOREIGN KEY (a, b) REFERENCES log (a, b));
            INSERT INTO log VALUES (1, 1), (2, 2);
            INSERT INTO detail VALUES (1, 1);
            """)).DisposeAsync();

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

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Every_partition_keeps_what_is_its_own_at_every_depth(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE FUNCTION bucket(text) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT length($1) % 3';
            CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TABLE by_function (name text NOT NULL, n integer DEFAULT 4, note text) PARTITION BY LIST (bucket(name));
            CREATE TABLE by_function_0 PARTITION OF by_function (n DEFAULT 40, note NOT NULL) FOR VALUES IN (0);
            CREATE TABLE by_function_1 PARTITION OF by_function (CONSTRAINT own CHECK (n >= bucket('x'))) FOR VALUES IN (1, NULL)
                PARTITION BY HASH (n);
            CREATE TABLE by_function_1_a PARTITION OF by_function_1 FOR VALUES WITH (MODULUS 1, REMAINDER 0)
                PARTITION BY RANGE (n, (n + 1));
            CREATE TABLE by_function_1_a_x PARTITION OF by_function_1_a FOR VALUES FROM (MINVALUE, MINVALUE) TO (10, MAXVALUE)
                WITH (fillfactor = 60);
            CREATE TABLE by_function_1_a_y PARTITION OF by_function_1_a DEFAULT;
            CREATE UNLOGGED TABLE by_function_d PARTITION OF by_function DEFAULT;
            CREATE INDEX only_leaf ON by_function_1_a_x (n);
            CREATE INDEX everywhere ON by_function (n DESC, lower(name)) WHERE n > 2;
            CREATE INDEX with_function ON by_function (bucket(name));
            ALTER INDEX everywhere RENAME TO renamed_everywhere;
            ALTER INDEX by_function_0_n_lower_idx RENAME TO zero_index;
            CREATE TRIGGER all_of_them AFTER INSERT ON by_function FOR EACH ROW EXECUTE FUNCTION noop();
            CREATE TRIGGER one_of_them BEFORE UPDATE ON by_function_1_a_y FOR EACH ROW EXECUTE FUNCTION noop();
            ALTER TABLE by_function_0 DISABLE TRIGGER all_of_them;
            INSERT INTO by_function VALUES ('a', 1, 'x'), ('aa', 2, 'x'), ('aaa', 3, 'x'), ('aaaa', 50, 'x');
            CREATE TABLE own_key (id integer, k integer, at date, PRIMARY KEY (id, at), CONSTRAINT uq UNIQUE (k, at))
                PARTITION BY RANGE (at);
            CREATE TABLE own_key_old (at date NOT NULL, k integer, junk text, id integer NOT NULL, CONSTRAINT old_uq UNIQUE (k,
                at), CONSTRAINT old_pk PRIMARY KEY (id, at));
            CREATE UNIQUE INDEX old_unrelated ON own_key_old (id);
            ALTER TABLE own_key_old DROP COLUMN junk;
            ALTER TABLE own_key ATTACH PARTITION own_key_old FOR VALUES FROM ('2000-01-01') TO ('2020-01-01');
            CREATE TABLE own_key_new PARTITION OF own_key FOR VALUES FROM ('2020-01-01') TO ('2030-01-01');
            CREATE TABLE target (id integer PRIMARY KEY);
            ALTER TABLE own_key ADD CONSTRAINT fk_target FOREIGN KEY (id) REFERENCES target ON DELETE CASCADE DEFERRABLE;
            ALTER TABLE own_key_new RENAME CONSTRAINT own_key_new_pkey TO fresh_pk;
            CREATE TABLE refers (id integer, at date, CONSTRAINT refers_own FOREIGN KEY (id, at)
                REFERENCES own_key ON UPDATE CASCADE, CONSTRAINT refers_leaf FOREIGN KEY (id, at) REFERENCES own_key_old);
            CREATE TABLE self_ref (id integer, at date, pid integer, PRIMARY KEY (id, at), CONSTRAINT up FOREIGN KEY (pid, at)
                REFERENCES self_ref) PARTITION BY RANGE (at);
            CREATE TABLE self_ref_1 PARTITION OF self_ref FOR VALUES FROM ('2000-01-01') TO ('2020-01-01');
            CREATE TABLE self_ref_2 PARTITION OF self_ref DEFAULT;
            INSERT INTO target VALUES (1), (2);
            INSERT INTO own_key VALUES (1, 1, '2010-01-01'), (2, 2, '2025-01-01');
            INSERT INTO refers VALUES (1, '2010-01-01');
            INSERT INTO self_ref VALUES (1, '2010-01-01', NULL), (2, '2010-01-01', 1);
            CREATE TABLE detached PARTITION OF own_key FOR VALUES FROM ('2030-01-01') TO ('2040-01-01');
            ALTER TABLE own_key DETACH PARTITION detached;
            CREATE INDEX on_parent ON ONLY own_key (k);
            CREATE TABLE list_enum (e integer, s text) PARTITION BY LIST (s);
            CREATE TABLE list_enum_1 PARTITION OF list_enum FOR VALUES IN ('public.x', 'it''s', NULL);
            """);
        await made.ShouldKeepRowsAsync();
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_partition_across_the_templates_border_is_an_error_that_names_it(int version)
    {
        const string inside = "CREATE SCHEMA outside; CREATE TABLE outside.parent (id integer) PARTITION BY LIST (id); " +
            "CREATE TABLE mine PARTITION OF outside.parent FOR VALUES IN (1)";
        const string outside = "CREATE SCHEMA outside; CREATE TABLE parent (id integer) PARTITION BY LIST (id); " +
            "CREATE TABLE outside.theirs PARTITION OF parent FOR VALUES IN (1)";
        (await Should.ThrowAsync<TemplateException>(() => CloneCase.MakeAsync(servers, version, inside)))
            .Message.ShouldContain("table public.mine is a partition of outside.parent");
        (await Should.ThrowAsync<TemplateException>(() => CloneCase.MakeAsync(servers, version, outside)))
            .Message.ShouldContain("table public.parent has the partition outside.theirs");
        await (await CloneCase.ProveAsync(servers, version, inside, "public", "outside")).DisposeAsync();
    }
}
