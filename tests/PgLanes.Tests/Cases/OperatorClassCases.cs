namespace PgLanes.Tests;

public sealed class OperatorClassCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task An_index_uses_the_lanes_own_class_and_its_operators(int version)
    {
        await using var made = await CloneCase.ProveAsSuperuserAsync(servers, version, "must be superuser to create an operator class", """
            CREATE FUNCTION reversed(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT btint4cmp($2, $1)';
            CREATE OPERATOR CLASS backwards FOR TYPE integer USING btree AS
                OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 reversed(integer, integer);
            CREATE TYPE mood AS ENUM ('sad', 'ok');
            CREATE FUNCTION mood_hash(mood) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT hashenum($1)';
            CREATE OPERATOR CLASS moods DEFAULT FOR TYPE mood USING hash AS OPERATOR 1 = (anyenum, anyenum), FUNCTION 1 mood_hash(mood);
            CREATE OPERATOR CLASS spans FOR TYPE point USING gist AS OPERATOR 15 <-> (point, point) FOR ORDER BY float_ops,
                FUNCTION 1 gist_point_consistent(internal, point, smallint, oid, internal), FUNCTION 2 gist_box_union(internal, internal),
                FUNCTION 3 gist_point_compress(internal), FUNCTION 5 gist_box_penalty(internal, internal, internal),
                FUNCTION 6 gist_box_picksplit(internal, internal), FUNCTION 7 gist_box_same(box, box, internal),
                FUNCTION 8 gist_point_distance(internal, point, smallint, oid, internal), STORAGE box;
            CREATE OPERATOR CLASS empty FOR TYPE integer USING brin AS STORAGE integer;
            CREATE TABLE t (n integer, m mood, p point);
            CREATE INDEX ON t (n backwards);
            CREATE INDEX ON t USING hash (m);
            CREATE INDEX ON t USING gist (p spans);
            INSERT INTO t VALUES (1, 'sad', '(1,2)'), (2, 'ok', '(2,1)');
            """);
        (await made.BothAsync<int>("SELECT n FROM {0}.t ORDER BY n USING >  LIMIT 1")).ShouldBe((2, 2));
    }
}
