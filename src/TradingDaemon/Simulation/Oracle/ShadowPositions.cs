using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>How large a position may be, how many there may be, and what options may lose, worked out anew at the moment an entry is decided.</summary>
/// <param name="account">What is held.</param>
/// <param name="working">What is in flight.</param>
/// <param name="marks">Newest quotes.</param>
internal sealed class ShadowPositions(ShadowAccount account, IReadOnlyCollection<ShadowOrder> working, IReadOnlyList<Quote?> marks)
{
    private const decimal RoundingMax = 0.000001m;

    /// <summary>Throws when it breaks one of these limits.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="instrument">What it trades, as the account is configured.</param>
    /// <param name="positionBase">What the account's position comes to with it, signed.</param>
    /// <param name="tier">The tier in force.</param>
    /// <param name="listedAccount">What the same pair at other venues is worth, entries in flight there counted.</param>
    public void Judge(OrderIntent entry, Instrument instrument, decimal positionBase, decimal listedAccount, Tier tier)
    {
        var (limits, spec, size) = (tier.Limits, tier.Strategies.Single(spec => spec.Id == entry.Strategy), Math.Abs(positionBase));
        var sign = entry.Side == OrderSide.Buy ? 1m : -1m;
        var pairBase = positionBase + Ground.Catalog.All.Where(other => other.Id != instrument.Id && Ground.PairOf(other.Symbol) == Ground.PairOf(entry.Symbol))
            .Sum(other => account.Net(other.Symbol) + (sign * working.Where(order => order.Intent.Symbol == other.Symbol && order.Intent.Side == entry.Side).Sum(static order => order.Remaining)));
        Must(entry, !(Math.Abs(pairBase) > instrument.PositionMaxBase), "is within the units a position may be of");
        Must(entry, !((size * instrument.Multiplier * new ShadowOrder(entry).Price) + listedAccount > limits.PositionNotionalMaxAccount + RoundingMax), "is within the money a position may be worth");
        Must(entry, IsOpen(entry.Symbol, null) || !(Count(null) >= limits.PositionsMax), "is within the positions that may be open");
        Must(entry, IsOpen(entry.Symbol, entry.Strategy) || !(Count(entry.Strategy) >= spec.PositionsMax), "is within the positions its strategy may have open");
        Must(entry, instrument.AssetClass != AssetClass.Option || !(account.OptionCost - Worth() >= limits.OptionDailyLossMaxAccount + RoundingMax), "is within what options may lose in a day");
    }

    private int Count(StrategyId? of) => Ground.Catalog.All.Where(instrument => IsOpenAt(instrument.Symbol, of)).Select(static instrument => Ground.PairOf(instrument.Symbol)).Distinct().Count();

    private bool IsOpen(Symbol symbol, StrategyId? of) => Ground.Catalog.All.Any(instrument => Ground.PairOf(instrument.Symbol) == Ground.PairOf(symbol) && IsOpenAt(instrument.Symbol, of));

    private bool IsOpenAt(Symbol symbol, StrategyId? of) =>
        working.Any(other => other.Intent.Symbol == symbol && !other.Intent.IsReduceOnly && (of is null || other.Intent.Strategy == of))
        || account.Lots.Any(held => held.Key.Symbol == symbol && (of is null || held.Key.Strategy == of) && IsMoreThanDust(Ground.Catalog.Find(symbol)!, held.Value.Net));

    private bool IsMoreThanDust(Instrument instrument, decimal net)
    {
        var lots = Math.Floor(Math.Abs(net) / instrument.LotSize) * instrument.LotSize;
        return lots > 0m && marks[instrument.Id.Index] is { } mark && lots * instrument.Multiplier * (net > 0m ? mark.Bid : mark.Ask).QuotePerBase >= instrument.MinNotional;
    }

    private decimal Worth() => Ground.Catalog.All.Where(static one => one.AssetClass == AssetClass.Option)
        .Sum(one => account.Net(one.Symbol) is not 0m and var net && marks[one.Id.Index] is { } mark ? net * one.Multiplier * (net > 0m ? mark.Bid : mark.Ask).QuotePerBase : 0m);

    private static void Must(OrderIntent entry, bool holds, string what) => Invariant.Holds("No order breaks a limit, orders in flight counted.", holds, $"an order that {what}", entry);
}
