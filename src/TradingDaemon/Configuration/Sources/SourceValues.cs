using System.Collections.Immutable;

namespace TradingDaemon.Configuration.Sources;

/// <summary>What one source says: a file, the environment, or the command line.</summary>
/// <param name="Name">As faults and origins name it, e.g. <c>config/tiers/sniper.json</c>.</param>
/// <param name="Kind">Which kind of source it is.</param>
/// <param name="Values">Paths as written, with values as written; null for an empty object.</param>
internal sealed record SourceValues(string Name, SourceKind Kind, ImmutableArray<KeyValuePair<string, string?>> Values);
