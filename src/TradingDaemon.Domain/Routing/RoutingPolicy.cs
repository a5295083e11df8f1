using System.Collections.Immutable;
using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Domain.Routing;

/// <summary>How entries find their venue; what the configuration says of it, constant for the life of the process.</summary>
public sealed record RoutingPolicy
{
    /// <summary>The default: every order goes to the venue of its instrument, on the newest quote, and nothing waits.</summary>
    public static RoutingPolicy Off { get; } = new();

    /// <summary>Whether entries are routed by what they would cost.</summary>
    public bool IsSmart { get; init; }

    /// <summary>Instruments that are the same thing under several names, each at its own venue; of one base, one class and one multiplier.</summary>
    public ImmutableArray<ImmutableArray<Symbol>> SameThings { get; init; } = [];

    /// <summary>Fees by venue and class; what is not named costs nothing.</summary>
    public ImmutableDictionary<(string Venue, AssetClass AssetClass), FeeShares> Fees { get; init; } = ImmutableDictionary<(string Venue, AssetClass AssetClass), FeeShares>.Empty;

    /// <summary>How many entries without a fresh quote may wait for one at a time; 0 lets none wait.</summary>
    public int WaitingEntriesMax { get; init; }

    /// <summary>What a venue takes of a fill of the class.</summary>
    public FeeShares FeesOf(string venue, AssetClass assetClass) => Fees.GetValueOrDefault((venue, assetClass));
}
