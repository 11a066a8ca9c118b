using System.CommandLine;
using PgLanes.Cli;
using PgLanes.Cli.Commands;
using PgLanes.Cli.Output;

// Response files are off: an argument of a command to run may begin with @.
var parsed = Root.Create().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parsed.Errors.Count > 0 || parsed.UnmatchedTokens.Count > 0) return Failures.ReportWrongUsage(parsed);
return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
