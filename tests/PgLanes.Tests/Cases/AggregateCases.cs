namespace PgLanes.Tests;

public sealed class AggregateCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task An_aggregate_keeps_every_clause(int version)
    {
        await using var made = await CloneCase.ProveAsSuperuserAsync(servers, version, "aggregate transition data type cannot be internal", """
            CREATE TYPE sum_and_count AS (total bigint, n bigint);
            CREATE FUNCTION add(sum_and_count, bigint) RETURNS sum_and_count LANGUAGE sql IMMUTABLE
                AS 'SELECT $1.total + $2, $1.n + 1';
            CREATE FUNCTION take(sum_and_count, bigint) RETURNS sum_and_count LANGUAGE sql IMMUTABLE
                AS 'SELECT $1.total - $2, $1.n - 1';
            CREATE FUNCTION merged(sum_and_count, sum_and_count) RETURNS sum_and_count LANGUAGE sql IMMUTABLE
                AS 'SELECT $1.total + $2.total, $1.n + $2.n';
            CREATE FUNCTION ended(sum_and_count) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT $1.total || '/' || $1.n $$;
            CREATE FUNCTION ended(sum_and_count, bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT $1.total || ':' || $1.n $$;
            CREATE AGGREGATE mean(bigint) (SFUNC = add, STYPE = sum_and_count, SSPACE = 100, FINALFUNC = ended,
                FINALFUNC_MODIFY = SHAREABLE, COMBINEFUNC = merged, INITCOND = '(0,0)', MSFUNC = add, MINVFUNC = take, MSTYPE = sum_and_count,
                MSSPACE = 50, MFINALFUNC = ended, MFINALFUNC_EXTRA, MFINALFUNC_MODIFY = READ_WRITE, MINITCOND = '(100,0)', PARALLEL = SAFE);
            CREATE AGGREGATE mean_extra(n bigint) (SFUNC = add, STYPE = sum_and_count, FINALFUNC = ended, FINALFUNC_EXTRA, INITCOND = '(0,0)');
            CREATE AGGREGATE own_avg(numeric) (SFUNC = numeric_avg_accum, STYPE = internal, FINALFUNC = numeric_avg,
                COMBINEFUNC = numeric_avg_combine, SERIALFUNC = numeric_avg_serialize, DESERIALFUNC = numeric_avg_deserialize, PARALLEL = RESTRICTED);
            CREATE AGGREGATE lowest(integer) (SFUNC = int4smaller, STYPE = integer, SORTOP = <);
            CREATE AGGREGATE everything(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
            CREATE FUNCTION glue(text, text, VARIADIC text[]) RETURNS text LANGUAGE sql AS 'SELECT $1 || $2 || $3[1]';
            CREATE AGGREGATE joined(text, VARIADIC parts text[]) (SFUNC = glue, STYPE = text, INITCOND = 'it''s');
            CREATE TABLE numbers (n bigint);
            INSERT INTO numbers VALUES (1), (2), (6);
            """);
        (await made.BothAsync<string>("SELECT {0}.mean(n) || ' ' || {0}.mean_extra(n) FROM {0}.numbers")).ShouldBe(("9/3 9:3", "9/3 9:3"));
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Ordered_and_hypothetical_sets_keep_direct_and_aggregated_arguments(int version)
    {
        await using var made = await CloneCase.ProveAsSuperuserAsync(servers, version, "aggregate transition data type cannot be internal", """
            CREATE AGGREGATE middle(share double precision ORDER BY value anyelement) (
                SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);
            CREATE AGGREGATE place(VARIADIC "any" ORDER BY VARIADIC "any") (
                SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL);
            CREATE TABLE numbers (n integer);
            INSERT INTO numbers VALUES (1), (2), (6);
            """);
        (await made.Database.ScalarAsync<int>("SELECT test_worker_1.middle(0.5) WITHIN GROUP (ORDER BY n) FROM test_worker_1.numbers")).ShouldBe(2);
        (await made.Database.ScalarAsync<long>("SELECT test_worker_1.place(3) WITHIN GROUP (ORDER BY n) FROM test_worker_1.numbers")).ShouldBe(3);
    }
}
