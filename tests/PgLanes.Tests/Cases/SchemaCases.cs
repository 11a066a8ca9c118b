namespace PgLanes.Tests;

public sealed class SchemaCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Several_schemas_refer_to_each_others_lane(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE SCHEMA sales;
            CREATE SCHEMA person;
            CREATE TABLE person.people (id integer PRIMARY KEY, name text);
            CREATE TABLE sales.orders (id integer PRIMARY KEY, buyer integer REFERENCES person.people);
            CREATE VIEW person.buyers AS SELECT p.name FROM person.people AS p JOIN sales.orders AS o ON o.buyer = p.id;
            INSERT INTO person.people VALUES (1, 'Ada');
            INSERT INTO sales.orders VALUES (1, 1);
            """, "sales", "person");
        await made.Database.ExecuteAsync("UPDATE test_worker_1_person.people SET name = 'Eve'");
        (await made.Database.ScalarAsync<string>("SELECT name FROM test_worker_1_person.buyers")).ShouldBe("Eve");
        (await made.Database.ScalarAsync<string>("SELECT name FROM person.buyers")).ShouldBe("Ada");
        (await made.Database.ScalarAsync<string>("SELECT confrelid::regclass::text FROM pg_constraint WHERE conrelid = 'test_worker_1.orders'::regclass AND contype = 'f'"))
            .ShouldBe("test_worker_1_person.people");
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task The_same_name_in_two_schemas_is_two_objects(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE SCHEMA a;
            CREATE SCHEMA b;
            CREATE TYPE a.kind AS ENUM ('first');
            CREATE TYPE b.kind AS ENUM ('second');
            CREATE TABLE a.things (kind a.kind, other b.kind);
            CREATE TABLE b.things (kind b.kind, other a.kind);
            CREATE INDEX things_kind ON a.things (kind);
            CREATE INDEX things_kind ON b.things (kind);
            CREATE VIEW a.both_of_them AS SELECT x.kind::text FROM a.things AS x UNION ALL SELECT y.kind::text FROM b.things AS y;
            INSERT INTO a.things VALUES ('first', 'second');
            INSERT INTO b.things VALUES ('second', 'first');
            """, "a", "b");
        (await made.Database.ListAsync<string>("SELECT kind FROM test_worker_1.both_of_them ORDER BY kind")).ShouldBe(["first", "second"]);
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_schemas_name_may_need_quotes_and_an_alias_may_share_it(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE SCHEMA "My ""odd"" schema";
            CREATE TABLE "My ""odd"" schema".t (id integer PRIMARY KEY);
            CREATE TABLE "My ""odd"" schema".c (t_id integer REFERENCES "My ""odd"" schema".t DEFAULT 1);
            CREATE VIEW "My ""odd"" schema".v AS SELECT "My ""odd"" schema".id FROM "My ""odd"" schema".t AS "My ""odd"" schema";
            INSERT INTO "My ""odd"" schema".t VALUES (1);
            INSERT INTO "My ""odd"" schema".c DEFAULT VALUES;
            """, "My \"odd\" schema");
        (await made.Database.ScalarAsync<int>("SELECT v.id FROM test_worker_1.v JOIN test_worker_1.c ON c.t_id = v.id")).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task What_a_schema_outside_the_template_holds_is_shared_and_left_as_it_is(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE SCHEMA reference;
            CREATE TABLE reference.countries (code text PRIMARY KEY);
            INSERT INTO reference.countries VALUES ('CH');
            CREATE TABLE addresses (country text REFERENCES reference.countries);
            INSERT INTO addresses VALUES ('CH');
            """);
        (await made.Database.ScalarAsync<string>("SELECT confrelid::regclass::text FROM pg_constraint WHERE conrelid = 'test_worker_1.addresses'::regclass AND contype = 'f'"))
            .ShouldBe("reference.countries");
    }
}
