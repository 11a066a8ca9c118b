using Microsoft.EntityFrameworkCore;
using PgLanes.EntityFrameworkCore.Tests.App;

namespace PgLanes.EntityFrameworkCore.Tests;

/// <summary>A model with a default schema and an explicit one, in a lane.</summary>
public abstract class SchemaTests<TLanes> : ShopTest<TLanes>
    where TLanes : ShopLanes
{
    [Fact]
    public async Task A_query_reads_the_lane()
    {
        await using var context = Open();
        (await context.Customers.OrderBy(c => c.Id).Select(c => c.Name).ToListAsync()).ShouldBe(["Ada", "Bob"]);
        context.Customers.ToQueryString().ShouldContain("app.\"Customers\"");
        await using (var rename = DataSource.CreateCommand("UPDATE \"Customers\" SET \"Name\" = 'Here' WHERE \"Id\" = 1")) await rename.ExecuteNonQueryAsync();
        (await context.Customers.Where(c => c.Orders.Count == 0 && c.Name == "Here").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_save_of_many_rows_writes_to_the_lane_in_one_batch()
    {
        await using var context = Open();
        var customer = new Customer { Name = "Cyd" };
        for (var i = 1; i <= 5; i++) customer.Orders.Add(new Order { State = OrderState.Paid, Priority = Priority.High, Total = i });
        context.Add(customer);
        context.Entries.Add(new Entry { Text = "by hand" });
        (await context.SaveChangesAsync()).ShouldBe(7);
        customer.Id.ShouldBe(3);
        customer.Orders.Select(order => order.Number).Order().ShouldBe([1000, 1001, 1002, 1003, 1004]);

        context.ChangeTracker.Clear();
        var orders = await context.Orders.Where(order => order.State == OrderState.Paid && order.Priority == Priority.High).ToListAsync();
        orders.Sum(order => order.Total).ShouldBe(15);
        // The trigger's function was renamed with the lane.
        (await context.Entries.CountAsync()).ShouldBe(6);
        (await AskAsync<long>("SELECT count(*) FROM app.\"Orders\"")).ShouldBe(0);
        (await AskAsync<long>("SELECT count(*) FROM audit.entries")).ShouldBe(0);
    }

    [Fact]
    public async Task Updates_and_deletes_in_bulk_stay_in_the_lane()
    {
        await using var context = Open();
        context.Add(new Order { CustomerId = 1, Total = 1 });
        await context.SaveChangesAsync();
        (await context.Orders.Where(o => context.Customers.Any(c => c.Id == o.CustomerId)).ExecuteUpdateAsync(set => set.SetProperty(o => o.State, OrderState.Shipped))).ShouldBe(1);
        (await context.Orders.Select(o => o.State).SingleAsync()).ShouldBe(OrderState.Shipped);
        (await context.Orders.ExecuteDeleteAsync()).ShouldBe(1);
        (await context.Customers.ExecuteDeleteAsync()).ShouldBe(2);
        (await AskAsync<long>("SELECT count(*) FROM app.\"Customers\"")).ShouldBe(2);
    }

    [Fact]
    public async Task Raw_sql_goes_to_the_lane()
    {
        await using var context = Open();
        var name = "Ada";
        (await context.Customers.FromSql($"SELECT * FROM app.\"Customers\" WHERE \"Name\" = {name}").Where(c => c.Id > 0).CountAsync()).ShouldBe(1);
        (await context.Database.ExecuteSqlAsync($"INSERT INTO audit.entries (\"Text\") VALUES ({"app.orders"}), ('app.\"Customers\"')")).ShouldBe(2);
        (await context.Entries.OrderBy(e => e.Id).Select(e => e.Text).ToListAsync()).ShouldBe(["app.orders", "app.\"Customers\""]);
        (await context.Database.SqlQueryRaw<long>("SELECT nextval('app.order_number') AS \"Value\"").ToListAsync()).ShouldBe([1000]);
        (await context.Database.SqlQuery<string>($"SELECT 'app.entries' AS \"Value\"").SingleAsync()).ShouldBe("app.entries");
        (await AskAsync<long>("SELECT count(*) FROM audit.entries")).ShouldBe(0);
        (await AskAsync<bool>("SELECT is_called FROM app.order_number")).ShouldBeFalse();
    }

    [Fact]
    public async Task Objects_that_a_test_makes_are_made_in_the_lane()
    {
        await using var context = Open();
        await context.Database.ExecuteSqlRawAsync("CREATE TABLE app.extra (id int); INSERT INTO app.extra VALUES (1); DROP TABLE app.extra; CREATE TABLE audit.extra (id int)");
        (await AskAsync<string>("SELECT string_agg(relnamespace::regnamespace::text, ',') FROM pg_class WHERE relname = 'extra'")).ShouldBe($"{Lane.Name}_audit");
        await context.Database.ExecuteSqlRawAsync("DROP TABLE audit.extra");
    }

    [Fact]
    public async Task A_transaction_with_savepoints_stays_in_the_lane()
    {
        await using var context = Open();
        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            context.Add(new Entry { Text = "kept" });
            await context.SaveChangesAsync();
            await transaction.CreateSavepointAsync("here");
            context.Add(new Entry { Text = "left" });
            await context.SaveChangesAsync();
            await transaction.RollbackToSavepointAsync("here");
            await transaction.CommitAsync();
        }

        context.ChangeTracker.Clear();
        (await context.Entries.Select(e => e.Text).ToListAsync()).ShouldBe(["kept"]);
        await using var second = Open();
        await using (await second.Database.BeginTransactionAsync()) await second.Entries.ExecuteDeleteAsync();
        (await context.Entries.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_composite_type_is_the_lanes()
    {
        await using var context = Open();
        await context.Database.OpenConnectionAsync();
        var connection = (Npgsql.NpgsqlConnection)context.Database.GetDbConnection();
        await using var command = new Npgsql.NpgsqlCommand(Lane.RenameSql("UPDATE app.\"Customers\" SET home = $1 WHERE \"Id\" = 1 RETURNING home"), connection);
        command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = new Address { Street = "Main", City = "Bonn" } });
        (await command.ExecuteScalarAsync()).ShouldBe(new Address { Street = "Main", City = "Bonn" });
    }

    [Fact]
    public async Task Numbers_of_a_sequence_in_blocks_begin_anew_with_each_reset()
    {
        for (var round = 0; round < 3; round++)
        {
            await using var context = Open();
            var tickets = Enumerable.Range(0, 12).Select(i => new Ticket { Text = $"{i}" }).ToList();
            context.AddRange(tickets);
            await context.SaveChangesAsync();
            tickets.Select(ticket => ticket.Id).ShouldBe(Enumerable.Range(1, 12).Select(i => (long)i));
            await Lane.ResetAsync();
        }
    }
}
