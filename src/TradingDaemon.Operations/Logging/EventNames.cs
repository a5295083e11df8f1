using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace TradingDaemon.Operations.Logging;

/// <summary>Log events and their fields by stable snake_case names.</summary>
internal static class EventNames
{
    /// <summary>Names are made once. Templates are constants of the program, so they are few; the bound is for libraries that are not so careful.</summary>
    private const int NamesMax = 4_096;

    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    /// <summary>e.g. <c>trade_executed</c>; <c>log</c> when the event has no name. A name that others documented, as <c>exec.smart_routing</c>, stays as it is.</summary>
    public static string Of(EventId id) => string.IsNullOrEmpty(id.Name) ? "log" : id.Name.StartsWith("exec.", StringComparison.Ordinal) ? id.Name : Snake(id.Name);

    /// <summary><c>TradeExecuted</c> as <c>trade_executed</c>.</summary>
    public static string Snake(string name)
    {
        if (Known.TryGetValue(name, out var snake)) return snake;
        snake = JsonNamingPolicy.SnakeCaseLower.ConvertName(name.Replace('.', '_').Replace(' ', '_'));
        if (Known.Count < NamesMax) Known.TryAdd(name, snake);
        return snake;
    }

    /// <summary>The last part of a category.</summary>
    public static string Short(string category) => category[(category.LastIndexOf('.') + 1)..];
}
