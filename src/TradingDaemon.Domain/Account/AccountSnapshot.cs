using System.Collections.Immutable;

namespace TradingDaemon.Domain.Account;

/// <summary>What strategies may know of the account: immutable, published by the engine after every change, a moment old at most.</summary>
/// <param name="Sequence">The engine's fact sequence it reflects.</param>
/// <param name="EquityAccount">Cash plus market value in account currency, or null when a position has no price.</param>
/// <param name="NetBase">Signed holdings, without those that are less than one order can carry or worth less than the venue takes: dust is flat to strategies.</param>
/// <param name="InFlightBase">Signed remaining quantity of orders in flight that are not zero.</param>
public sealed record AccountSnapshot(
    long Sequence, decimal? EquityAccount, ImmutableDictionary<PositionKey, decimal> NetBase, ImmutableDictionary<PositionKey, decimal> InFlightBase)
{
    /// <summary>An account that holds nothing and knows nothing.</summary>
    public static AccountSnapshot Empty { get; } = new(0, null, ImmutableDictionary<PositionKey, decimal>.Empty, ImmutableDictionary<PositionKey, decimal>.Empty);

    /// <summary>What market makers are shown of their own trading, from their first set on.</summary>
    public ImmutableDictionary<PositionKey, MakerView> Makers { get; init; } = ImmutableDictionary<PositionKey, MakerView>.Empty;

    /// <summary>Signed holding, zero when flat or dust.</summary>
    public decimal HoldingBase(PositionKey key) => NetBase.GetValueOrDefault(key);
}
