namespace PgLanes.Tests;

public sealed class OperatorFamilyCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Members_that_belong_to_no_class_are_kept(int version)
    {
        await using var made = await CloneCase.ProveAsSuperuserAsync(servers, version, "must be superuser to create an operator family", """
            CREATE OPERATOR FAMILY numbers USING btree;
            CREATE FUNCTION compared(integer, bigint) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT btint48cmp($1, $2)';
            CREATE FUNCTION lower_than(integer, bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 < $2';
            CREATE OPERATOR <# (FUNCTION = lower_than, LEFTARG = integer, RIGHTARG = bigint);
            CREATE OPERATOR CLASS small_numbers FOR TYPE integer USING btree FAMILY numbers AS
                OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer),
                FUNCTION 2 btint4sortsupport(internal);
            ALTER OPERATOR FAMILY numbers USING btree ADD OPERATOR 1 <# (integer, bigint), OPERATOR 3 = (integer, bigint),
                FUNCTION 1 (integer, bigint) compared(integer, bigint);
            CREATE OPERATOR FAMILY "Empty" USING hash;
            CREATE TABLE t (n integer);
            CREATE INDEX ON t (n small_numbers);
            """);
        (await made.BothAsync<long>("SELECT count(*) FROM pg_amop WHERE amopfamily = (SELECT oid FROM pg_opfamily WHERE opfname = 'numbers' AND opfnamespace = '{0}'::regnamespace)"))
            .ShouldBe((7, 7));
    }
}
