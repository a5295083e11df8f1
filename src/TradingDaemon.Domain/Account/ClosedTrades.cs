using System.Collections.Immutable;

namespace TradingDaemon.Domain.Account;

/// <summary>A strategy's newest closed trades. A trade lasts from flat to flat in one instrument.</summary>
/// <param name="Returns">What each gained or lost, net of fees, as a fraction of what was closed; oldest first.</param>
/// <param name="Open">Trades under way that have closed something, by symbol, in a checkpoint of a version that kept them beside <see cref="AccountState.Trips"/>; null since.</param>
public sealed record ClosedTrades(ImmutableArray<decimal> Returns, ImmutableSortedDictionary<string, OpenTrade>? Open = null)
{
    /// <summary>When the newest of them closed (UTC), oldest first; fewer than there are returns where a version noted none, and of those it is not known.</summary>
    public ImmutableArray<DateTimeOffset> Times { get => field.IsDefault ? [] : field; init; }
}
