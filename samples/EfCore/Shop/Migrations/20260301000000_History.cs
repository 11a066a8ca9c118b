using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Migrations;

/// <summary>A table beside each table, for the versions that its rows had; they are filled by programs other than this API.</summary>
[DbContext(typeof(ShopContext))]
[Migration("20260301000000_History")]
public sealed class History : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DO $$
        DECLARE
            table_name text;
        BEGIN
            FOR table_name IN SELECT tablename FROM pg_tables WHERE schemaname = 'shop' AND tablename <> '__EFMigrationsHistory' ORDER BY tablename LOOP
                EXECUTE format('CREATE TABLE shop.%I (version bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, replaced_at timestamptz NOT NULL DEFAULT now(), LIKE shop.%I)', table_name || '_history', table_name);
                EXECUTE format('CREATE INDEX ON shop.%I (replaced_at)', table_name || '_history');
            END LOOP;
        END $$;
        """);
}
