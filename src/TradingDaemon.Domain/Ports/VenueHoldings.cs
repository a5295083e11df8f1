using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Charges;

namespace TradingDaemon.Domain.Ports;

/// <summary>What a venue says the account owns.</summary>
/// <param name="Cash">Total by currency code, reserved included.</param>
/// <param name="NetBase">Signed holdings by canonical symbol, zero ones left out.</param>
/// <param name="ExecutionSequence">The newest execution these figures contain, where the venue tells; else null.</param>
public sealed record VenueHoldings(
    ImmutableSortedDictionary<string, decimal> Cash, ImmutableSortedDictionary<string, decimal> NetBase, long? ExecutionSequence = null)
{
    /// <summary>Fees it takes apart from any trade, each as it tells it now, the older ones left out; null where it takes none, or tells none.</summary>
    public IReadOnlyList<VenueCharge>? Charges { get; init; }

    /// <summary>What it says may be spent on entries; null where it tells none.</summary>
    public ToldBuyingPower? BuyingPower { get; init; }
}
