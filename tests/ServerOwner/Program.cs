using PgLanes.Hosting;

// A process that owns a server until it is ended: what tests kill. Arguments: the folder of servers, the version.
var server = await PrivateServer.StartAsync(new PrivateServerOptions { ServersFolder = args[0], Version = args[1] }).ConfigureAwait(false);
Console.WriteLine(server.DataDirectory);
await Task.Delay(Timeout.Infinite).ConfigureAwait(false);
