using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using Shop;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Shop.Migrations
{
    /// <inheritdoc />
    public partial class Start : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "shop");

            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:Enum:shop.category", "book,food,furniture")
                .Annotation("Npgsql:Enum:shop.order_state", "cancelled,open,paid,shipped");

            migrationBuilder.CreateSequence(
                name: "order_number",
                schema: "shop",
                startValue: 1000L);

            migrationBuilder.CreateTable(
                name: "Journal",
                schema: "shop",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Journal", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Products",
                schema: "shop",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:IdentitySequenceOptions", "'6', '1', '', '', 'False', '1'")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Category = table.Column<Category>(type: "shop.category", nullable: false),
                    Price = table.Column<decimal>(type: "numeric", nullable: false),
                    Stock = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Products", x => x.Id);
                    table.CheckConstraint("stock_is_there", "\"Stock\" >= 0");
                });

            migrationBuilder.CreateTable(
                name: "Orders",
                schema: "shop",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Number = table.Column<long>(type: "bigint", nullable: false, defaultValueSql: "nextval('shop.order_number')"),
                    Customer = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<OrderState>(type: "shop.order_state", nullable: false),
                    ProductId = table.Column<int>(type: "integer", nullable: false),
                    Quantity = table.Column<int>(type: "integer", nullable: false),
                    Total = table.Column<decimal>(type: "numeric", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Orders", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Orders_Products_ProductId",
                        column: x => x.ProductId,
                        principalSchema: "shop",
                        principalTable: "Products",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                schema: "shop",
                table: "Products",
                columns: new[] { "Id", "Category", "Name", "Price", "Stock" },
                values: new object[,]
                {
                    { 1, Category.Food, "Apple", 0.5m, 100 },
                    { 2, Category.Food, "Bread", 3m, 10 },
                    { 3, Category.Furniture, "Chair", 80m, 4 },
                    { 4, Category.Furniture, "Desk", 200m, 0 },
                    { 5, Category.Book, "Novel", 12m, 7 }
                });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_ProductId",
                schema: "shop",
                table: "Orders",
                column: "ProductId");

            migrationBuilder.CreateIndex(
                name: "IX_Products_Name",
                schema: "shop",
                table: "Products",
                column: "Name",
                unique: true);

            migrationBuilder.Sql(
                """
                CREATE FUNCTION shop.take_from_stock() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    UPDATE shop."Products" SET "Stock" = "Stock" - NEW."Quantity" WHERE "Id" = NEW."ProductId";
                    INSERT INTO shop."Journal" ("Text") SELECT NEW."Number" || ': ' || NEW."Quantity" || ' ' || "Name" FROM shop."Products" WHERE "Id" = NEW."ProductId";
                    RETURN NEW;
                END $$;
                CREATE TRIGGER take AFTER INSERT ON shop."Orders" FOR EACH ROW EXECUTE FUNCTION shop.take_from_stock();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Journal",
                schema: "shop");

            migrationBuilder.DropTable(
                name: "Orders",
                schema: "shop");

            migrationBuilder.DropTable(
                name: "Products",
                schema: "shop");

            migrationBuilder.DropSequence(
                name: "order_number",
                schema: "shop");
        }
    }
}
