namespace PgLanes.Cli.Output;

// The documents that programs read. Their keys are the members' names in camel case; times are milliseconds.
internal sealed record UpDocument(TemplateDocument Template, IReadOnlyList<LaneDocument> Lanes, IReadOnlyList<HazardDocument> Hazards, double Milliseconds);

internal sealed record TemplateDocument(
    string Database, IReadOnlyList<string> Schemas, string Fingerprint,
    int Tables, int Indexes, int ForeignKeys, int Functions, int Views, int Triggers, long BaselineRows);

internal sealed record LaneDocument(int Number, string Name, string Kind, string State, bool Created, double Milliseconds, string Url);

internal sealed record HazardDocument(string Code, string Object, string Message);

internal sealed record ResetDocument(IReadOnlyList<LaneResetDocument> Lanes);

internal sealed record LaneResetDocument(int Number, string Name, int Tables, int Sequences, int Views, double Milliseconds);

internal sealed record VerifyDocument(IReadOnlyList<LaneProofDocument> Lanes);

internal sealed record LaneProofDocument(
    int Number, string Name, bool Identical, IReadOnlyList<DifferenceDocument> Differences, IReadOnlyList<string> Strays, double Milliseconds);

internal sealed record DifferenceDocument(string Object, string Expected, string Actual);

internal sealed record StatusDocument(IReadOnlyList<LaneStatusDocument> Lanes);

internal sealed record LaneStatusDocument(int Number, string Name, string Kind, string State, bool Fresh, long Bytes, LeaseDocument? Lease);

internal sealed record LeaseDocument(int Pid, string Host, string Application, string Since);

internal sealed record ScriptDocument(int Number, string Sql);

internal sealed record DoctorDocument(string RecommendedKind, IReadOnlyList<DoctorHazardDocument> Hazards);

/// <summary>A hazard; with a file and a line from 1 where it is in a program.</summary>
internal sealed record DoctorHazardDocument(string Code, string Object, string Message, string File, int Line);

internal sealed record RunDocument(int ExitCode, int Lanes, IReadOnlyList<EscapeDocument> Escapes, RunTimesDocument Milliseconds);

internal sealed record EscapeDocument(string Table, long Reads, long Writes);

internal sealed record RunTimesDocument(double Up, double Command, double Down);

internal sealed record DownDocument(IReadOnlyList<string> Dropped, IReadOnlyList<EndedDocument> Ended);

internal sealed record EndedDocument(int Lane, int Pid, string Host, string Application, string Since);

internal sealed record ServerDocument(bool Running, string? Version, int? Port, string? DataDirectory, string? Url, string? Since);

internal sealed record ServerStopDocument(int Stopped);

internal sealed record BinariesDocument(string Version, string Folder, string FoundBy);
