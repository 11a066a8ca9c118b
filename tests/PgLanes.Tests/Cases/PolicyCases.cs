namespace PgLanes.Tests;

public sealed class PolicyCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_policy_keeps_its_command_roles_and_expressions(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE tenants (id integer PRIMARY KEY, owner name, kind varchar(10));
            CREATE TABLE orders (id integer PRIMARY KEY, tenant_id integer, kind varchar(10), owner name);
            ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
            ALTER TABLE orders FORCE ROW LEVEL SECURITY;
            CREATE POLICY everything ON orders;
            CREATE POLICY "Read" ON orders AS RESTRICTIVE FOR SELECT TO CURRENT_USER, pg_monitor
                USING (kind IN ('a', 'b') AND EXISTS (SELECT 1 FROM tenants AS t WHERE t.id = tenant_id AND t.kind IN ('a', 'b') AND t.owner = orders.owner));
            CREATE POLICY write ON orders FOR INSERT WITH CHECK (owner = current_user AND kind IN ('a', 'b'));
            CREATE POLICY change ON orders FOR UPDATE
                USING (id = (SELECT max(o.id) FROM orders AS o WHERE o.tenant_id = orders.tenant_id)) WITH CHECK (kind NOT IN ('x', 'y'));
            CREATE POLICY remove ON orders FOR DELETE USING (owner = 'public');
            """);
        var (template, lane) = await made.BothAsync<string>(
            "SELECT string_agg(policyname || cmd || permissive || roles::text, ' ' ORDER BY policyname) FROM pg_policies WHERE schemaname = '{0}'");
        lane.ShouldBe(template);
    }
}
