using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using PgLanes.EntityFrameworkCore.Tests.App;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace PgLanes.EntityFrameworkCore.Tests.App.Migrations
{
    /// <inheritdoc />
    public partial class Start : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "app");

            migrationBuilder.EnsureSchema(
                name: "audit");

            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:Enum:app.Priority", "As soon as possible,low")
                .Annotation("Npgsql:Enum:app.order_state", "open,paid,shipped");

            migrationBuilder.CreateSequence(
                name: "order_number",
                schema: "app",
                startValue: 1000L);

            migrationBuilder.CreateSequence(
                name: "ticket_numbers",
                schema: "app",
                incrementBy: 10);

            migrationBuilder.CreateTable(
                name: "Customers",
                schema: "app",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Customers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "entries",
                schema: "audit",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_entries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Tickets",
                schema: "app",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Tickets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Orders",
                schema: "app",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Number = table.Column<long>(type: "bigint", nullable: false, defaultValueSql: "nextval('app.order_number')"),
                    CustomerId = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<OrderState>(type: "app.order_state", nullable: false),
                    Priority = table.Column<Priority>(type: "app.\"Priority\"", nullable: false),
                    Total = table.Column<decimal>(type: "numeric", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Orders", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Orders_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalSchema: "app",
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                schema: "app",
                table: "Customers",
                columns: new[] { "Id", "Name" },
                values: new object[,]
                {
                    { 1L, "Ada" },
                    { 2L, "Bob" }
                });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_CustomerId",
                schema: "app",
                table: "Orders",
                column: "CustomerId");

            // What EF Core has no words for.
            migrationBuilder.Sql(
                """
                CREATE TYPE app.address AS (street text, city text);
                ALTER TABLE app."Customers" ADD home app.address;
                CREATE FUNCTION app.record_order() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN INSERT INTO audit.entries ("Text") VALUES ('order ' || NEW."Number"); RETURN NEW; END $$;
                CREATE TRIGGER record AFTER INSERT ON app."Orders" FOR EACH ROW EXECUTE FUNCTION app.record_order();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "entries",
                schema: "audit");

            migrationBuilder.DropTable(
                name: "Orders",
                schema: "app");

            migrationBuilder.DropTable(
                name: "Tickets",
                schema: "app");

            migrationBuilder.DropTable(
                name: "Customers",
                schema: "app");

            migrationBuilder.DropSequence(
                name: "order_number",
                schema: "app");

            migrationBuilder.DropSequence(
                name: "ticket_numbers",
                schema: "app");
        }
    }
}
