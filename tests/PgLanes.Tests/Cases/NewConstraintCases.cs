namespace PgLanes.Tests;

/// <summary>What only newer servers know. A run that leaves those versions out still asks the first that knows it.</summary>
public sealed class NewConstraintCases(Servers servers)
{
    public static TheoryData<int> Since15 => [.. Servers.Versions.Where(version => version >= 15).DefaultIfEmpty(15)];

    [Theory]
    [MemberData(nameof(Since15))]
    public async Task What_version_15_added_is_kept(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b));
            CREATE TABLE q (a integer, b integer, c integer, FOREIGN KEY (a, b) REFERENCES p ON DELETE SET NULL (b),
                CONSTRAINT u UNIQUE NULLS NOT DISTINCT (a, c));
            CREATE TABLE qp (a integer, b integer, CONSTRAINT nnd UNIQUE NULLS NOT DISTINCT (a, b)) PARTITION BY LIST (a);
            CREATE TABLE qp_1 PARTITION OF qp FOR VALUES IN (1);
            """);
        await made.ShouldKeepRowsAsync();
    }

    public static TheoryData<int> Since17 => [.. Servers.Versions.Where(version => version >= 17).DefaultIfEmpty(17)];

    [Theory]
    [MemberData(nameof(Since17))]
    public async Task What_version_17_added_is_kept(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE ident_p (id integer GENERATED ALWAYS AS IDENTITY, k integer) PARTITION BY LIST (k);
            CREATE TABLE ident_p_1 PARTITION OF ident_p FOR VALUES IN (1);
            INSERT INTO ident_p (k) VALUES (1), (1);
            """);
        await made.ShouldKeepRowsAsync();
    }

    public static TheoryData<int> Since18 => [.. Servers.Versions.Where(version => version >= 18).DefaultIfEmpty(18)];

    [Theory]
    [MemberData(nameof(Since18))]
    public async Task What_version_18_added_is_kept(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE rooms (id int4range, during daterange, CONSTRAINT pk PRIMARY KEY (id, during WITHOUT OVERLAPS));
            CREATE TABLE bookings (id int4range, during daterange, room int4range, CONSTRAINT fk FOREIGN KEY (room,
                PERIOD during) REFERENCES rooms (id, PERIOD during), CONSTRAINT uq UNIQUE (id, during WITHOUT OVERLAPS));
            CREATE TABLE nulls (a integer CONSTRAINT a_there NOT NULL, b integer NOT NULL NO INHERIT, c integer);
            CREATE TABLE nulls_child (d integer, CONSTRAINT a_own NOT NULL a) INHERITS (nulls);
            CREATE TABLE nulls_child2 () INHERITS (nulls);
            ALTER TABLE nulls_child2 ADD CONSTRAINT c_here NOT NULL c;
            CREATE TABLE keyed (id integer PRIMARY KEY, other integer);
            CREATE TABLE keyed_later (extra integer NOT NULL) INHERITS (keyed);
            ALTER TABLE keyed_later ADD PRIMARY KEY (id, extra);
            CREATE TABLE root (id integer) PARTITION BY RANGE (id);
            CREATE TABLE root_part (id integer, PRIMARY KEY (id));
            ALTER TABLE root ATTACH PARTITION root_part DEFAULT;
            ALTER TABLE root ADD PRIMARY KEY (id);
            CREATE TABLE nulls_heir () INHERITS (nulls);
            INSERT INTO nulls_heir VALUES (1, 1, NULL);
            ALTER TABLE nulls_heir ADD CONSTRAINT c_mine NOT NULL c NOT VALID;
            ALTER TABLE nulls ADD CONSTRAINT c_soon NOT NULL c NOT VALID;
            CREATE TABLE virt (a integer, b integer GENERATED ALWAYS AS (a * 2) VIRTUAL, c integer GENERATED ALWAYS AS (a * 3));
            INSERT INTO virt VALUES (1), (2);
            CREATE TABLE loose (a integer, CONSTRAINT ne CHECK (a > 0) NOT ENFORCED) ;
            CREATE TABLE tgt (a integer PRIMARY KEY);
            ALTER TABLE loose ADD CONSTRAINT ne_fk FOREIGN KEY (a) REFERENCES tgt NOT ENFORCED;
            INSERT INTO loose VALUES (-1);
            CREATE TABLE pn (a integer CONSTRAINT pn_a NOT NULL, b integer) PARTITION BY LIST (a);
            CREATE TABLE pn_1 (b integer, a integer CONSTRAINT own_name NOT NULL);
            ALTER TABLE pn ATTACH PARTITION pn_1 FOR VALUES IN (1);
            CREATE TABLE pn_2 PARTITION OF pn (CONSTRAINT b_own NOT NULL b) FOR VALUES IN (2);
            CREATE TABLE parted_fk (a integer, CONSTRAINT pf FOREIGN KEY (a) REFERENCES tgt NOT ENFORCED) PARTITION BY LIST (a);
            CREATE TABLE parted_fk_1 PARTITION OF parted_fk FOR VALUES IN (1);
            CREATE TABLE parted_nv (a integer) PARTITION BY LIST (a);
            CREATE TABLE parted_nv_1 PARTITION OF parted_nv FOR VALUES IN (1);
            ALTER TABLE parted_nv ADD CONSTRAINT pf_nv FOREIGN KEY (a) REFERENCES tgt NOT VALID;
            CREATE TABLE ident_p (id integer GENERATED ALWAYS AS IDENTITY, k integer) PARTITION BY LIST (k);
            CREATE TABLE ident_p_1 PARTITION OF ident_p FOR VALUES IN (1);
            INSERT INTO ident_p (k) VALUES (1), (1);
            """);
        await made.ShouldKeepRowsAsync();
    }
}
