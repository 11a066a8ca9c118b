using PgLanes.Hosting;

// A process that owns a server until it is ended: what tests kill. Arguments: the version and, unless it is the usual one, the folder of servers.
var server = await PrivateServer.StartAsync(new PrivateServerOptions { Version = args[0], ServersFolder = args.ElementAtOrDefault(1) }).ConfigureAwait(false);
Console.WriteLine(server.DataDirectory);
await Task.Delay(Timeout.Infinite).ConfigureAwait(false);
