namespace PgLanes.Tests;

public sealed class ConstraintCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Every_kind_of_constraint_keeps_its_name_and_its_clauses(int version) =>
        await (await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE a (id integer, code text, during int4range, extra text, CONSTRAINT odd_name PRIMARY KEY (id) INCLUDE (extra),
                CONSTRAINT by_code UNIQUE (code) WITH (fillfactor = 70) DEFERRABLE INITIALLY DEFERRED,
                CONSTRAINT apart EXCLUDE USING gist (during WITH &&) WHERE (id > 5));
            CREATE TABLE b (id integer PRIMARY KEY, a_id integer CONSTRAINT b_to_a REFERENCES a ON DELETE SET NULL ON UPDATE CASCADE, x integer, y integer);
            ALTER TABLE a ADD COLUMN b_id integer CONSTRAINT a_to_b REFERENCES b;
            CREATE TABLE c (x integer, y integer, PRIMARY KEY (x, y));
            ALTER TABLE b ADD CONSTRAINT b_to_c FOREIGN KEY (x, y) REFERENCES c (x, y) MATCH FULL ON DELETE SET DEFAULT;
            INSERT INTO c VALUES (1, 1);
            INSERT INTO b VALUES (1, NULL, 1, 1), (2, NULL, NULL, NULL);
            INSERT INTO a VALUES (1, 'x', '[1,3)', NULL, 1);
            UPDATE b SET a_id = 1 WHERE id = 1;
            ALTER TABLE b ADD CONSTRAINT later CHECK (x > 100) NOT VALID;
            ALTER TABLE b ADD CONSTRAINT later_key FOREIGN KEY (y) REFERENCES a NOT VALID;
            CREATE UNIQUE INDEX promoted ON c (y, x);
            ALTER TABLE c ADD CONSTRAINT promoted_key UNIQUE USING INDEX promoted;
            ALTER TABLE c REPLICA IDENTITY USING INDEX promoted_key;
            CREATE INDEX cluster_here ON b (x);
            ALTER TABLE b CLUSTER ON cluster_here;
            ALTER TABLE a REPLICA IDENTITY FULL;
            """)).DisposeAsync();

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_unique_constraint_that_repeats_another_is_kept(int version) =>
        await (await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE twice (id integer PRIMARY KEY, code text UNIQUE);
            ALTER TABLE twice ADD CONSTRAINT twice_id_key UNIQUE (id), ADD CONSTRAINT again UNIQUE (code), ADD CONSTRAINT other UNIQUE (code, id);
            """)).DisposeAsync();

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task What_newer_servers_add_is_kept(int version)
    {
        var ddl = "CREATE TABLE plain (id integer PRIMARY KEY);";
        if (version >= 15)
        {
            ddl += """
                CREATE TABLE one_null (id integer, code text, CONSTRAINT once UNIQUE NULLS NOT DISTINCT (code));
                CREATE UNIQUE INDEX one_null_index ON one_null (id) NULLS NOT DISTINCT;
                CREATE TABLE partly (a integer, b integer REFERENCES plain ON DELETE SET NULL (b));
                """;
        }

        if (version >= 18)
        {
            ddl += """
                CREATE TABLE named_nulls (id integer CONSTRAINT id_given NOT NULL, note text CONSTRAINT note_given NOT NULL NO INHERIT);
                CREATE TABLE renamed (old_name text NOT NULL);
                ALTER TABLE renamed RENAME TO new_name;
                ALTER TABLE plain ADD COLUMN maybe integer;
                ALTER TABLE plain ADD CONSTRAINT soon NOT NULL maybe NOT VALID;
                CREATE TABLE virtual (a integer, twice integer GENERATED ALWAYS AS (a * 2) VIRTUAL, CONSTRAINT lax CHECK (a > 0) NOT ENFORCED);
                CREATE TABLE periods (id int4range, during daterange, PRIMARY KEY (id, during WITHOUT OVERLAPS));
                CREATE TABLE within (id int4range, during daterange, FOREIGN KEY (id, PERIOD during) REFERENCES periods (id, PERIOD during));
                ALTER TABLE partly ADD CONSTRAINT unenforced FOREIGN KEY (a) REFERENCES plain NOT ENFORCED;
                """;
        }

        await (await CloneCase.ProveAsync(servers, version, ddl)).DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_childs_check_is_valid_where_its_parents_is_not(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE parents (id integer);
            INSERT INTO parents VALUES (-1);
            ALTER TABLE parents ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;
            CREATE TABLE children () INHERITS (parents);
            CREATE TABLE grandchildren () INHERITS (children);
            """);
        (await made.BothAsync<long>("SELECT count(*) FROM pg_constraint WHERE conname = 'positive' AND convalidated AND connamespace = '{0}'::regnamespace"))
            .ShouldBe((2, 2));
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Cyclic_deferred_excluding_and_promoted_constraints_and_constraint_triggers_are_kept(int version)
    {
        await using var made = await CloneCase.ProveAsSuperuserAsync(servers, version, "is a system trigger", """
            CREATE TABLE self (id integer PRIMARY KEY, parent integer CONSTRAINT up REFERENCES self ON DELETE SET NULL);
            CREATE TABLE x (id integer PRIMARY KEY, y_id integer NOT NULL,
                CONSTRAINT "Quoted Name" CHECK (id <> 0 AND y_id <> 0), CONSTRAINT "public" CHECK (id < 100));
            CREATE TABLE y (id integer PRIMARY KEY, x_id integer NOT NULL REFERENCES x DEFERRABLE INITIALLY DEFERRED);
            ALTER TABLE x ADD CONSTRAINT x_y FOREIGN KEY (y_id) REFERENCES y DEFERRABLE INITIALLY DEFERRED;
            INSERT INTO x VALUES (1, 1), (2, 2);
            INSERT INTO y VALUES (1, 2), (2, 1);
            INSERT INTO self VALUES (1, 2), (2, 1);
            CREATE FUNCTION guard()
                RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF NEW.id = 1 THEN RAISE EXCEPTION ''refused''; END IF; RETURN NEW; END';
            CREATE CONSTRAINT TRIGGER watch AFTER INSERT OR UPDATE ON self DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard();
            CREATE CONSTRAINT TRIGGER watch_from AFTER INSERT ON x FROM y NOT DEFERRABLE FOR EACH ROW WHEN (NEW.id > 3)
                EXECUTE FUNCTION guard();
            CREATE TRIGGER before_it BEFORE INSERT ON x FOR EACH ROW EXECUTE FUNCTION guard();
            CREATE TABLE ex (a integer, r int4range, c circle, t text,
              CONSTRAINT e1 EXCLUDE USING gist (r WITH &&, c WITH &&) INCLUDE (a) WITH (fillfactor = 70) WHERE (a > 1)
                DEFERRABLE INITIALLY DEFERRED,
              CONSTRAINT e2 EXCLUDE (lower(t) COLLATE "C" text_pattern_ops WITH =));
            CREATE TABLE later (a integer NOT NULL, b integer);
            CREATE UNIQUE INDEX later_idx ON later (a) INCLUDE (b);
            ALTER TABLE later ADD CONSTRAINT later_pk PRIMARY KEY USING INDEX later_idx;
            CREATE UNIQUE INDEX deferred_idx ON later (b);
            ALTER TABLE later ADD CONSTRAINT deferred_uq UNIQUE USING INDEX deferred_idx DEFERRABLE INITIALLY DEFERRED;
            CREATE FUNCTION ok(integer) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT EXISTS (SELECT FROM public.later) OR true';
            ALTER TABLE later ADD CONSTRAINT calls CHECK (ok(a)) NOT VALID;
            INSERT INTO later VALUES (1, 2);
            CREATE TABLE refs_unique (a integer REFERENCES later (a)
                MATCH SIMPLE ON UPDATE SET NULL ON DELETE SET DEFAULT DEFAULT 2);
            ALTER TABLE later CLUSTER ON deferred_uq;
            ALTER TABLE self DISABLE TRIGGER ALL;
            """);
        await made.ShouldKeepRowsAsync();
        made.Script.Hazards.ShouldContain(hazard => hazard.Code == "disabled-key" && hazard.ObjectName == "constraint up on self in schema public");
    }
}
