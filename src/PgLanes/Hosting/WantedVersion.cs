namespace PgLanes.Hosting;

/// <summary>A version as an option names it: "18", "18.4", or a published package such as "18.4.0-beta.17".</summary>
internal sealed class WantedVersion
{
    private readonly int[] _numbers;

    private WantedVersion(string text, int[] numbers, bool isPackage)
    {
        (Text, IsPackage) = (text, isPackage);
        _numbers = numbers;
    }

    public string Text { get; }

    /// <summary>Whether it names one published package, which only the cache and the npm client have.</summary>
    public bool IsPackage { get; }

    public static WantedVersion? Parse(string? text)
    {
        if (text is null) return null;
        var parts = text.Split('-', 2)[0].Split('.');
        var numbers = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if (!int.TryParse(parts[i], System.Globalization.NumberStyles.None, null, out numbers[i]) || parts.Length > 3)
                throw new HostingException(
                    $"\"{text}\" is not a version of PostgreSQL. Give a major version such as 18, or a full one such as 18.4.");
        return new WantedVersion(text, numbers, parts.Length == 3);
    }

    public int Major => _numbers[0];

    public bool Fits(Version version) =>
        !IsPackage && version.Major == _numbers[0] && (_numbers.Length < 2 || version.Minor == _numbers[1]);

    public bool FitsPackage(string package)
    {
        if (IsPackage) return package == Text;
        return PackageVersion.Parse(package) is { } version && Fits(new Version(version.Number.Major, version.Number.Minor));
    }
}

/// <summary>The version of a published package; the one without a suffix is newer than those with one.</summary>
internal sealed record PackageVersion(string Text, Version Number, int Preview)
{
    /// <summary>What orders versions from old to new.</summary>
    public (Version Number, int Preview) Age => (Number, Preview);

    public static PackageVersion? Parse(string text)
    {
        var parts = text.Split('-', 2);
        if (!Version.TryParse(parts[0], out var number)) return null;
        if (parts.Length == 1) return new(text, number, int.MaxValue);
        return new(text, number, int.TryParse(parts[1].Split('.')[^1], out var preview) ? preview : 0);
    }
}
