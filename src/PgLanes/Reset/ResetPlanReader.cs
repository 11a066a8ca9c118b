using Npgsql;
using PgLanes.Catalog;
using PgLanes.Cloning;
using PgLanes.Leasing;
using PgLanes.Model;
using PgLanes.Scripting;
using PgLanes.Sql;

namespace PgLanes.Reset;

/// <summary>Asks the server what a new lane's reset must know.</summary>
internal sealed class ResetPlanReader(NpgsqlConnection connection, string toolSchema)
{
    // Below this a table is emptied by DELETE: TRUNCATE makes new files for it and for every index.
    private const long LargeBytes = 256 * 1024;

    private static readonly string TablesQuery = KindReader.QueryText("reset_tables.sql");
    private static readonly string ReferencesQuery = KindReader.QueryText("reset_references.sql");
    private static readonly string KeysQuery = KindReader.QueryText("reset_keys.sql");
    private static readonly string GuardsQuery = KindReader.QueryText("reset_guards.sql");
    private static readonly string ConstraintsQuery = KindReader.QueryText("reset_constraints.sql");
    private static readonly string DomainConstraintsQuery = KindReader.QueryText("reset_domain_constraints.sql");
    private static readonly string DeferrableQuery = KindReader.QueryText("reset_deferrable.sql");
    private static readonly string RightsQuery = KindReader.QueryText("reset_rights.sql");
    private static readonly string ViewOrderQuery = KindReader.QueryText("reset_view_order.sql");

    public async Task<ResetPlan> ReadAsync(
        int lane, DatabaseModel model, NameMap names, BaselineModel baseline, CancellationToken cancellationToken)
    {
        var schemas = model.Schemas;
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = transaction.ConfigureAwait(false);
        // What the server prints must mean the same under any search path.
        await StatementRunner.ExecuteAsync(connection, "SELECT pg_catalog.set_config('search_path', '', true)", cancellationToken).ConfigureAwait(false);
        var relations = await ListAsync(TablesQuery, schemas, ReadRelation, cancellationToken).ConfigureAwait(false);
        var references = await ListAsync(ReferencesQuery, schemas, row => (row.Oid("child"), row.Oid("parent")), cancellationToken).ConfigureAwait(false);
        var guards = await ListAsync(GuardsQuery, schemas, ReadGuard, cancellationToken).ConfigureAwait(false);
        var constraints = await ListAsync(ConstraintsQuery, schemas, ReadConstraint, cancellationToken).ConfigureAwait(false);
        var domainConstraints = await ListAsync(DomainConstraintsQuery, schemas, ReadConstraint, cancellationToken).ConfigureAwait(false);
        var deferrable = await ListAsync(DeferrableQuery, schemas, row => row.Text("name"), cancellationToken).ConfigureAwait(false);
        var rights = (await ListAsync(RightsQuery, schemas, ReadRight, cancellationToken).ConfigureAwait(false)).ToLookup(right => right.IsSequence);
        var keys = (await ListAsync(KeysQuery, schemas, ReadKey, cancellationToken).ConfigureAwait(false)).ToDictionary(key => key.Table);
        var viewOrder = await ListAsync(ViewOrderQuery, schemas, row => (row.Oid("reader"), row.Oid("target")), cancellationToken).ConfigureAwait(false);

        var cyclic = model.Of<SequenceModel>().Where(s => s.Cycles).Select(s => (s.Schema, s.Name)).ToHashSet();
        var stored = baseline.Tables.ToDictionary(t => (names.Schema(t.Schema), t.Table));
        var places = relations.Where(r => r.Kind == "r").Select(r => (Relation: r, Stored: stored.GetValueOrDefault((r.Schema, r.Name)))).ToList();
        // What waits for others is filled after all that does not refer to it.
        var late = ReferenceOrder.Below([.. places.Where(place => place.Stored is { IsWaiting: true }).Select(place => place.Relation.Oid)], references);
        var tables = places.OrderBy(place => late.Contains(place.Relation.Oid))
            .Select(place => Table(place.Relation, place.Stored, keys.GetValueOrDefault(place.Relation.Oid), names)).ToList();
        var views = new List<ResetView>();
        foreach (var view in InOrder([.. relations.Where(r => r.Kind == "m")], viewOrder))
            views.Add(new ResetView(view.Oid, view.Quoted, view.IsPopulated, await RowsAsync(view, cancellationToken).ConfigureAwait(false)));
        return new ResetPlan(
            lane, toolSchema, schemas, model.SearchPath, ResetTablesScripter.InOrder(tables, references), references,
            [.. baseline.Sequences.Select(s => new ResetSequence(
                Identifier.Quote(names.Schema(s.Schema), s.Name), s.LastValue, s.IsCalled,
                cyclic.Contains((names.Schema(s.Schema), s.Name))))],
            views,
            [.. Among(tables, [.. rights[false].Select(right => right.Guard), .. guards, .. constraints, .. domainConstraints])])
        {
            DeferrableTriggers = deferrable,
            // A lane that is a schema shares them with all others, and only one that is a database keeps the template's names.
            HasEventTriggers = names.Schemas.Count == 0,
            SequenceGuards = [.. rights[true].Select(right => right.Guard)],
            // Its steps take no transaction id.
            IsToldBySnapshot = !model.Of<SequenceModel>().Any(s => s.IsUnlogged),
            HasSchemaPublications = connection.PostgreSqlVersion.Major >= 15,
            // New in that version; a later one may tell more, which would not compare.
            HasSequenceData = connection.PostgreSqlVersion.Major == 18,
        };
    }

    private ResetTable Table(Relation relation, BaselineTable? stored, Key? key, NameMap names) => new(
        relation.Oid,
        relation.Quoted,
        stored?.Rows ?? 0,
        stored is null ? null : BaselineScripter.Insert(stored, names, toolSchema),
        relation.IsHidden ? -1 : LargeBytes + (4 * relation.Bytes),
        relation.IsHidden,
        relation.Nameless,
        stored is null or { IsWaiting: true } || key is null || relation.IsHidden ? null : InPlaceScripter.For(relation.Quoted, stored, key.Columns, key.Held, names, toolSchema));

    private async Task<long?> RowsAsync(Relation view, CancellationToken cancellationToken) =>
        view is { IsRefreshedInPlace: true, IsPopulated: true }
            ? (long)(await Registry.ScalarAsync(connection, $"SELECT count(*) FROM {view.Quoted}", [], cancellationToken).ConfigureAwait(false))!
            : null;

    private static IEnumerable<Relation> InOrder(IReadOnlyList<Relation> views, IEnumerable<(uint Reader, uint Target)> reads)
    {
        var index = views.Select((view, i) => (view.Oid, i)).ToDictionary(pair => pair.Oid, pair => pair.i);
        var targets = reads.Where(r => index.ContainsKey(r.Reader) && index.ContainsKey(r.Target)).ToLookup(r => index[r.Reader], r => index[r.Target]);
        return ReferenceOrder.Groups(views.Count, targets).SelectMany(group => group).Select(i => views[i]);
    }

    // A table of an extension is not put back.
    private static IEnumerable<ResetGuard> Among(IEnumerable<ResetTable> tables, IEnumerable<ResetGuard> guards)
    {
        var known = tables.Select(table => table.Oid).ToHashSet();
        return guards.Select(guard => guard with { Tables = [.. guard.Tables.Where(known.Contains)] }).Where(guard => guard.Tables.Count > 0);
    }

    private Task<List<T>> ListAsync<T>(string query, IReadOnlyList<string> schemas, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        Registry.ListAsync(connection, query, [Registry.Texts(schemas)], read, cancellationToken);

    private static Relation ReadRelation(NpgsqlDataReader row) => new(
        row.Oid("oid"), row.Text("schema"), row.Text("name"), row.Text("kind"), row.Long("bytes"),
        row.Flag("is_populated"), row.Flag("is_refreshed_in_place"), row.Flag("is_hidden"), row.Oids("nameless"));

    private static Key ReadKey(NpgsqlDataReader row) => new(row.Oid("table_oid"), row.Texts("key"), row.Texts("held"));

    private static ResetGuard ReadGuard(NpgsqlDataReader row)
    {
        var state = row.Letter("state");
        var name = $"{row.Text("kind")} {Identifier.Quote(row.Text("name"))}";
        var alter = $"ALTER TABLE {row.Text("owner")}";
        return new ResetGuard(
            row.Oids("tables"), $"{alter} DISABLE {name}", $"{alter} ENABLE {(state == 'A' ? "ALWAYS " : state == 'R' ? "REPLICA " : "")}{name}",
            InReplica: state is 'A' or 'R', InOrigin: state is 'A' or 'O', row.Flag("on_delete"), row.Flag("on_update"), row.Flag("on_fill"));
    }

    // A row that breaks a foreign key refers nowhere, until a parent is there that is deleted.
    private static ResetGuard ReadConstraint(NpgsqlDataReader row)
    {
        var isForeignKey = row.Flag("is_foreign_key");
        var name = Identifier.Quote(row.Text("name"));
        var alter = $"ALTER {row.Text("owner")}";
        return new ResetGuard(
            row.Oids("tables"), $"{alter} DROP CONSTRAINT {name}",
            string.Join("; ", [$"{alter} ADD CONSTRAINT {name} {row.Text("definition")}", .. row.Texts("afterwards")]),
            InReplica: !isForeignKey, InOrigin: true, OnDelete: isForeignKey, OnUpdate: true, OnFill: true);
    }

    private static (bool IsSequence, ResetGuard Guard) ReadRight(NpgsqlDataReader row) => (
        row.Flag("is_sequence"),
        new ResetGuard(row.Oids("tables"), row.Text("grants"), row.Text("revokes"), InReplica: true, InOrigin: true, OnDelete: true, OnUpdate: true, OnFill: true));

    private sealed record Relation(
        uint Oid, string Schema, string Name, string Kind, long Bytes, bool IsPopulated, bool IsRefreshedInPlace, bool IsHidden, IReadOnlyList<uint> Nameless)
    {
        public string Quoted => Identifier.Quote(Schema, Name);
    }

    private sealed record Key(uint Table, IReadOnlyList<string> Columns, IReadOnlyList<string> Held);
}
