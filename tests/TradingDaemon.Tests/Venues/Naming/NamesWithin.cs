using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Tests.Venues.Naming;

/// <summary>Every name of an instrument that is anywhere within a value, however deep.</summary>
internal static class NamesWithin
{
    private const int DepthMax = 8;

    /// <summary>The names, each as often as it stands there.</summary>
    public static IEnumerable<string> Of(object? value) => Of(value, 0);

    private static IEnumerable<string> Of(object? value, int depth) => value switch
    {
        null or string or Type or Delegate or CancellationToken => [],
        _ when depth > DepthMax => throw new InvalidOperationException($"{value.GetType()} is too deep to look through."),
        Symbol symbol => [symbol.Text],
        VenueHoldings holdings => holdings.NetBase.Keys, // told by name
        IDictionary pairs => pairs.Keys.Cast<object>().Concat(pairs.Values.Cast<object?>()).SelectMany(one => Of(one, depth + 1)),
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(index => Of(tuple[index], depth + 1)),
        IEnumerable many => many.Cast<object?>().SelectMany(one => Of(one, depth + 1)),
        _ when IsOurs(value.GetType()) => value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(static property => property.GetIndexParameters().Length == 0)
            .SelectMany(property => Of(property.GetValue(value), depth + 1)),
        _ => [],
    };

    private static bool IsOurs(Type type) => !type.IsEnum && type.Namespace?.StartsWith("TradingDaemon.", StringComparison.Ordinal) == true && !type.Namespace.StartsWith("TradingDaemon.Domain.Measures", StringComparison.Ordinal);
}
