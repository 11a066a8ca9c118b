using PgLanes.EntityFrameworkCore.Tests;
using PgLanes.Tests;

[assembly: AssemblyFixture(typeof(OldestLanes))]
[assembly: AssemblyFixture(typeof(NewestLanes))]

namespace PgLanes.EntityFrameworkCore.Tests;

/// <summary>On the oldest version of PostgreSQL. What hangs on no version is tested on one of both.</summary>
public sealed class OldestLanes() : ShopLanes(Servers.Versions.Min());

public sealed class OldestApplicationTests : ApplicationTests<OldestLanes>;

public sealed class OldestLostLaneTests(OldestLanes lanes) : LostLaneTests<OldestLanes>(lanes);

public sealed class OldestManyLanesTests(OldestLanes lanes) : ManyLanesTests<OldestLanes>(lanes);

public sealed class OldestMappingTests : MappingTests<OldestLanes>;

public sealed class OldestSchemaTests : SchemaTests<OldestLanes>;

/// <summary>On the newest.</summary>
public sealed class NewestLanes() : ShopLanes(Servers.Versions.Max());

public sealed class NewestApplicationTests : ApplicationTests<NewestLanes>;

public sealed class NewestLibrary(NewestLanes lanes) : LibraryLanes(lanes);

public sealed class NewestLibraryTests(NewestLibrary library) : LibraryTests<NewestLibrary>(library), IClassFixture<NewestLibrary>;

public sealed class NewestMappingTests : MappingTests<NewestLanes>;

public sealed class NewestMigrationTests(NewestLanes lanes) : MigrationTests<NewestLanes>(lanes);

public sealed class NewestSchemaTests : SchemaTests<NewestLanes>;
