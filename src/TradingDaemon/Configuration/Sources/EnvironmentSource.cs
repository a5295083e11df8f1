using System.Text.RegularExpressions;
using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sources;

/// <summary>Turns variables into keys: first the documented plain names, then <c>TRADINGDAEMON_A__B</c> for <c>a:b</c>, which win.</summary>
internal static partial class EnvironmentSource
{
    /// <summary>What every variable of ours starts with.</summary>
    public const string Prefix = "TRADINGDAEMON_";

    /// <summary>Names the venues at which money may be at stake; no key of the configuration.</summary>
    public const string LiveVariable = "TRADINGDAEMON_LIVE";

    private static readonly string[] OtherPrefixes = ["EXEC_", "GENESIS_"];

    /// <summary>The keys the variables stand for.</summary>
    /// <param name="variables">Names and values.</param>
    /// <param name="name">What faults call this source.</param>
    /// <param name="urls">The listening address so far.</param>
    public static SourceValues Read(IReadOnlyDictionary<string, string> variables, string name, string? urls)
    {
        var ordered = variables.OrderBy(static pair => pair.Key, StringComparer.Ordinal).ToArray();
        var plain = ordered.SelectMany(pair => PlainNames.Translate(pair.Key, pair.Value, urls));
        var prefixed = ordered
            .Where(static pair => pair.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && pair.Key != LiveVariable && !PlainNames.All.Contains(pair.Key) && !IsServiceLink(pair.Key))
            .Select(static pair => new KeyValuePair<string, string?>(pair.Key[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal), pair.Value));
        return new(name, SourceKind.Environment, [.. plain, .. prefixed]);
    }

    /// <summary>A sentence for each variable that looks like a documented one but is not read.</summary>
    public static IEnumerable<string> Misspelled(IEnumerable<string> names, string source)
    {
        foreach (var name in names.Where(static name => !name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !PlainNames.All.Contains(name)).Order(StringComparer.Ordinal))
        {
            if (PlainNames.Elsewhere.TryGetValue(name, out var where)) yield return $"{source}: {name} is not read; {where}.";
            else if (OtherPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                var near = NearestName.Find(name, PlainNames.All.Where(static known => known.Contains('_', StringComparison.Ordinal)));
                yield return $"{source}: {name} is not read{(near is null ? "" : $"; did you mean {near}?")}";
            }
        }
    }

    // Kubernetes gives every pod such variables for a Service called tradingdaemon; they are not configuration.
    private static bool IsServiceLink(string name) => ServiceLink().IsMatch(name);

    [GeneratedRegex("^TRADINGDAEMON_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex ServiceLink();
}
