using Microsoft.EntityFrameworkCore;

/// <summary>The application's context.</summary>
public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Country> Countries => Set<Country>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Country>(country =>
    {
        country.ToTable("country").HasKey(c => c.Code);
        country.Property(c => c.Code).HasColumnName("code");
        country.Property(c => c.Name).HasColumnName("name");
    });
}

public sealed class Country
{
    public required string Code { get; set; }

    public required string Name { get; set; }
}
