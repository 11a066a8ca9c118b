using System.Reflection;
using Microsoft.Extensions.Logging;

namespace PgLanes.Tests;

public sealed class LogTests
{
    [Fact]
    public void Each_message_of_the_log_has_an_event_id_of_its_own()
    {
        var messages = typeof(LaneLog).GetMethods().Select(method => (method.Name, method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId))
            .Where(message => message.EventId is not null).ToList();
        messages.Count.ShouldBeGreaterThan(20);
        messages.GroupBy(message => message.EventId).Where(same => same.Count() > 1).SelectMany(same => same).ShouldBeEmpty();
    }
}
