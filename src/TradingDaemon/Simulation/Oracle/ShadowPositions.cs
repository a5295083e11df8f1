using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>How large a position may be, how much a strategy may have at stake, how many positions there may be, and what options may lose, worked out anew at the moment an entry is decided.</summary>
/// <param name="account">What is held.</param>
/// <param name="working">What is in flight.</param>
/// <param name="marks">Newest quotes.</param>
internal sealed class ShadowPositions(ShadowAccount account, IReadOnlyCollection<ShadowOrder> working, IReadOnlyList<Quote?> marks)
{
    private const decimal RoundingMax = 0.000001m;

    /// <summary>Throws when it breaks one of these limits.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="instrument">What it trades, as the account is configured.</param>
    /// <param name="equity">Account currency.</param>
    /// <param name="tier">The tier in force.</param>
    /// <param name="capitalShare">The strategy's share of capital.</param>
    public void Judge(OrderIntent entry, Instrument instrument, decimal equity, Tier tier, decimal capitalShare)
    {
        var (limits, spec, sign) = (tier.Limits, tier.Strategies.Single(spec => spec.Id == entry.Strategy), entry.Side == OrderSide.Buy ? 1m : -1m);
        var positionBase = account.Net(entry.Symbol) + (sign * (entry.Terms.Quantity.Base + working.Where(other => other.Intent.Symbol == entry.Symbol && other.Intent.Side == entry.Side).Sum(static other => other.Remaining)));
        var (size, listedAccount) = (Math.Abs(positionBase), Others(entry, other => Ground.PairOf(other.Symbol) == Ground.PairOf(entry.Symbol)));
        var worth = size * instrument.Multiplier * new ShadowOrder(entry).Price;
        var own = Math.Abs(account.Net(entry.Strategy, entry.Symbol) + (sign * entry.Terms.Quantity.Base)) * instrument.Multiplier * new ShadowOrder(entry).Price;
        Must(entry, (own + ElsewhereOf(entry)) / equity <= Math.Min(capitalShare, Math.Min(limits.StrategyExposureMaxFraction, spec.ExposureMaxFraction)), "is within its strategy's exposure");
        Must(entry, (worth + listedAccount) / equity <= limits.PositionMaxFraction, "is within the position limit, at all venues together");
        Must(entry, (worth + Others(entry, other => Ground.RootOf(other) == Ground.RootOf(instrument))) / equity <= limits.PositionMaxFraction, "is within what one underlying may be");
        var pairBase = positionBase + Ground.Catalog.All.Where(other => other.Id != instrument.Id && Ground.PairOf(other.Symbol) == Ground.PairOf(entry.Symbol))
            .Sum(other => account.Net(other.Symbol) + (sign * working.Where(order => order.Intent.Symbol == other.Symbol && order.Intent.Side == entry.Side).Sum(static order => order.Remaining)));
        Must(entry, !(Math.Abs(pairBase) > instrument.PositionMaxBase), "is within the units a position may be of");
        Must(entry, !(worth + listedAccount > limits.PositionNotionalMaxAccount + RoundingMax), "is within the money a position may be worth");
        Must(entry, IsOpen(entry.Symbol, null) || !(Count(null) >= limits.PositionsMax), "is within the positions that may be open");
        Must(entry, IsOpen(entry.Symbol, entry.Strategy) || !(Count(entry.Strategy) >= spec.PositionsMax), "is within the positions its strategy may have open");
        Must(entry, instrument.AssetClass != AssetClass.Option || !(account.OptionCost - Worth() >= limits.OptionDailyLossMaxAccount + RoundingMax), "is within what options may lose in a day");
    }

    // What is held of other instruments and entered there, each at what it would fetch.
    private decimal Others(OrderIntent entry, Func<Instrument, bool> belongs) =>
        Ground.Catalog.All.Where(other => other.Symbol != entry.Symbol && belongs(other)).Sum(other => Math.Abs(WorthOf(other, account.Net(other.Symbol))))
        + working.Where(other => !other.Intent.IsReduceOnly && other.Intent.Symbol != entry.Symbol && Ground.Catalog.Find(other.Intent.Symbol) is { } instrument && belongs(instrument)).Sum(static other => other.Remaining * other.Price * Ground.Catalog.Find(other.Intent.Symbol)!.Multiplier);

    private decimal ElsewhereOf(OrderIntent entry) =>
        account.Lots.Where(held => held.Key.Strategy == entry.Strategy && held.Key.Symbol != entry.Symbol).Sum(held => Math.Abs(WorthOf(Ground.Catalog.Find(held.Key.Symbol)!, held.Value.Net)))
        + working.Where(other => !other.Intent.IsReduceOnly && other.Intent.Strategy == entry.Strategy && other.Intent.Symbol != entry.Symbol).Sum(static other => other.Remaining * other.Price * Ground.Catalog.Find(other.Intent.Symbol)!.Multiplier);

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

    private decimal Worth() => Ground.Catalog.All.Where(static one => one.AssetClass == AssetClass.Option).Sum(one => WorthOf(one, account.Net(one.Symbol)));

    private decimal WorthOf(Instrument one, decimal net) => net != 0m && marks[one.Id.Index] is { } mark ? net * one.Multiplier * (net > 0m ? mark.Bid : mark.Ask).QuotePerBase : 0m;

    private static void Must(OrderIntent entry, bool holds, string what) => Invariant.Holds("No order breaks a limit, orders in flight counted.", holds, $"an order that {what}", entry);
}
