using System.Runtime.InteropServices;

namespace TradingDaemon.Simulation.Chance;

/// <summary>How often each thing was done: a run in which nothing goes wrong proves nothing.</summary>
internal sealed class Deeds
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>All of them, by name.</summary>
    public IEnumerable<KeyValuePair<string, long>> All => _counts.OrderBy(static pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Counts one more.</summary>
    public void Did(string deed) => CollectionsMarshal.GetValueRefOrAddDefault(_counts, deed, out _)++;

    /// <summary>How often it was done.</summary>
    public long Of(string deed) => _counts.GetValueOrDefault(deed);
}
