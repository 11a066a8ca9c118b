namespace PgLanes.Tests;

/// <summary>Each thing that a test may do to a lane's rows, by name; <see cref="ResetProperties"/> mixes them.</summary>
public sealed class BehaviourTests(ResetLane lane) : IClassFixture<ResetLane>
{
    [Fact]
    public Task Inserted_updated_and_deleted_rows_are_undone() => lane.ShouldUndoAsync(
        "INSERT INTO notes (body) VALUES ('new'); UPDATE countries SET name = 'Allemagne' WHERE code = 'de'; DELETE FROM cities WHERE id = 2");

    [Fact]
    public Task Truncated_tables_are_filled_again() => lane.ShouldUndoAsync("TRUNCATE countries, cities, events, vehicles RESTART IDENTITY");

    [Fact]
    public async Task A_table_filled_with_100_000_rows_is_empty_again_to_the_last_page()
    {
        await lane.ShouldUndoAsync("INSERT INTO notes (body) SELECT 'x' FROM generate_series(1, 100000)");
        (await lane.ScalarAsync("SELECT pg_relation_size('notes')")).ShouldBe(0L);
    }

    [Fact]
    public Task A_reference_row_that_was_changed_while_another_took_its_place_comes_back() => lane.ShouldUndoAsync(
        "UPDATE countries SET name = 'Old Germany' WHERE code = 'de'; INSERT INTO countries VALUES ('dd', 'Germany')");

    [Fact]
    public Task A_reference_row_that_was_deleted_while_another_took_its_key_comes_back() => lane.ShouldUndoAsync(
        "DELETE FROM cities; DELETE FROM countries WHERE code = 'fr'; INSERT INTO countries VALUES ('fr', 'Francia'); INSERT INTO cities (id, country) VALUES (2, 'fr')");

    [Fact]
    public async Task A_protected_reference_row_that_was_deleted_while_its_trigger_was_disabled_comes_back()
    {
        await lane.ShouldUndoAsync("ALTER TABLE laws DISABLE TRIGGER kept; DELETE FROM laws WHERE id = 2");
        await lane.ExecuteAsync("ALTER TABLE laws ENABLE TRIGGER kept");
    }

    [Fact]
    public Task Rows_that_a_trigger_keeps_from_being_deleted_are_gone() => lane.ShouldUndoAsync("INSERT INTO laws VALUES (3, 'three')");

    [Fact]
    public Task What_was_written_under_deferred_constraints_is_undone() => lane.ShouldUndoAsync(
        "BEGIN; SET CONSTRAINTS ALL DEFERRED; INSERT INTO cities (country) VALUES ('it'); INSERT INTO countries VALUES ('it', 'Italy'); COMMIT");

    [Fact]
    public async Task A_deferred_constraint_that_a_row_still_breaks_does_not_fail_a_reset_that_deletes_the_row()
    {
        await lane.ExecuteAsync("BEGIN; SET CONSTRAINTS ALL DEFERRED; INSERT INTO cities (country) VALUES ('no such country'); SELECT pglanes.reset(); COMMIT");
        (await lane.ScalarAsync("SELECT count(*) FROM cities")).ShouldBe(2L);
    }

    [Fact]
    public Task A_refreshed_materialized_view_is_as_it_was() => lane.ShouldUndoAsync(
        "INSERT INTO cities (name) VALUES ('Nice'); REFRESH MATERIALIZED VIEW city_names");

    [Fact]
    public Task Rows_in_partitions_are_undone() => lane.ShouldUndoAsync(
        "INSERT INTO events VALUES ('2011-01-01', 'more'), ('2031-01-01', 'more'); DELETE FROM events_old WHERE what = 'old'; UPDATE events SET day = '2012-01-01'");

    [Fact]
    public Task Rows_in_parent_and_child_tables_are_undone() => lane.ShouldUndoAsync(
        "INSERT INTO vehicles VALUES (3, 3); UPDATE vehicles SET wheels = 0; DELETE FROM lorries; INSERT INTO lorries VALUES (4, 4, 4)");

    [Fact]
    public Task A_sequence_that_was_moved_on_or_back_stands_where_it_stood() => lane.ShouldUndoAsync(
        "SELECT setval('numbers', 7), setval('cities_id_seq', 1, false), nextval('notes_id_seq')");

    [Fact]
    public Task A_sequence_that_nobody_had_used_stands_where_it_stood() => lane.ShouldUndoAsync("SELECT setval('notes_id_seq', 50, false)");

    [Fact]
    public Task A_sequence_that_nobody_had_used_stands_where_it_stood_also_beside_other_changes() => lane.ShouldUndoAsync(
        "SELECT setval('notes_id_seq', 50, false); UPDATE countries SET name = 'Allemagne' WHERE code = 'de'");

    [Fact]
    public Task A_sequence_that_was_restarted_stands_where_it_stood() => lane.ShouldUndoAsync("ALTER SEQUENCE numbers RESTART");

    [Fact]
    public async Task Operators_that_stand_first_on_the_path_of_a_session_are_not_those_of_its_reset()
    {
        await lane.ExecuteAsync("CREATE SCHEMA first");
        foreach (var (type, operators) in new[] { ("integer", "= <> > <"), ("text", "= ||"), ("boolean", "= <>") })
        {
            await lane.ExecuteAsync($"""
                CREATE FUNCTION first.refuse({type}, {type}) RETURNS {type} LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not this one'; END $$;
                {string.Concat(operators.Split(' ').Select(name => $"CREATE OPERATOR first.{name} (FUNCTION = first.refuse, LEFTARG = {type}, RIGHTARG = {type});"))}
                """);
        }

        await lane.ExecuteAsync("INSERT INTO notes (body) VALUES ('new'); UPDATE cities SET name = 'x'; SET search_path = test_worker_1, first, pg_catalog");
        (await lane.ScalarAsync("SELECT pglanes.reset()")).ShouldBe(2);
        (await lane.ScalarAsync("SELECT pglanes.reset()")).ShouldBe(0);
        (await lane.ScalarAsync("SELECT pglanes.reset()")).ShouldBe(0);
        await lane.ExecuteAsync("SET search_path = test_worker_1; DROP SCHEMA first CASCADE");
    }
}
