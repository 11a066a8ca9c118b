namespace PgLanes.Tests;

public sealed class FamilyMemberCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_member_added_to_a_shared_operator_family_is_named(int version)
    {
        await using var made = await CloneCase.ProveAsSuperuserAsync(servers, version, "must be superuser to alter an operator family", """
            CREATE TYPE mine AS ENUM ('a');
            CREATE FUNCTION cmp(mine, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 0';
            CREATE FUNCTION eq(mine, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
            CREATE OPERATOR === (LEFTARG = mine, RIGHTARG = integer, FUNCTION = eq);
            ALTER OPERATOR FAMILY pg_catalog.integer_ops USING btree ADD OPERATOR 3 === (mine, integer), FUNCTION 1 (mine,
                integer) cmp(mine, integer);
            """);
        made.Script.Hazards.Select(hazard => (hazard.Code, hazard.ObjectName)).ShouldBe(
            [
                ("family-member", "function cmp(mine,integer) in operator family pg_catalog.integer_ops USING btree"),
                ("family-member", "operator ===(mine,integer) in operator family pg_catalog.integer_ops USING btree"),
            ]);
    }
}
