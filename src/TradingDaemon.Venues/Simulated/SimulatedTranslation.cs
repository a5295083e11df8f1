using System.Collections.Immutable;
using System.Diagnostics;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Venues.Simulated;

/// <summary>Between the daemon's words and the exchange's.</summary>
public static class SimulatedTranslation
{
    /// <summary>The knobs, as the exchange has them.</summary>
    public static ExchangeOptions ToExchange(this SimulatedVenueOptions options) => new()
    {
        Seed = options.Seed,
        RequestLatencyMin = options.LatencyMin,
        RequestLatencyMax = options.LatencyMax,
        ReportLatencyMin = options.LatencyMin,
        ReportLatencyMax = options.LatencyMax,
        Slippage = options.Slippage,
        ImpactCoefficient = options.ImpactCoefficient,
        Book = options.Book,
        LedgerPath = options.LedgerPath,
        Fsync = options.Fsync,
        StartingCash = options.StartingCash,
        ClosedOrdersMax = options.RememberedMax,
        ExecutionsMax = options.RememberedMax,
        OpenOrdersMax = options.OpenOrdersMax,
    };

    /// <summary>An instrument as the exchange lists it, with the fees of its class.</summary>
    public static ExchangeInstrument ToExchange(this Instrument instrument, IReadOnlyDictionary<AssetClass, FeeRates> fees) => new()
    {
        Symbol = instrument.Symbol.Text,
        Base = instrument.Base.Code,
        Quote = instrument.Quote.Code,
        TickSize = instrument.TickSize,
        LotSize = instrument.LotSize,
        MinNotional = instrument.MinNotional,
        Multiplier = instrument.Multiplier,
        AssetClass = instrument.AssetClass.ToString(),
        Fees = fees.TryGetValue(instrument.AssetClass, out var own) ? own : FeeRates.DefaultFor(instrument.AssetClass.ToString()),
        Shortable = instrument.Shortable,
    };

    /// <summary>An order as the exchange is asked for it.</summary>
    public static OrderRequest ToExchange(this OrderIntent intent)
    {
        var (id, symbol, side, quantity) = (intent.ClientOrderId.Text, intent.Symbol.Text, intent.Side.ToExchange(), intent.Terms.Quantity.Base);
        return intent.Terms switch
        {
            OrderTerms.Market => OrderRequest.Market(id, symbol, side, quantity),
            OrderTerms.Limit limit => OrderRequest.Limit(id, symbol, side, quantity, limit.Price.QuotePerBase, limit.TimeInForce.ToExchange(), limit.PostOnly),
            OrderTerms.Stop stop => OrderRequest.Stop(id, symbol, side, quantity, stop.Trigger.QuotePerBase),
            _ => throw new UnreachableException("Order terms are a closed family."),
        };
    }

    /// <summary>Copies levels into a buffer that grows as needed, and returns the part filled: no allocation once it has grown.</summary>
    public static ReadOnlySpan<DepthLevel> ToExchange(this IReadOnlyList<BookLevel> levels, ref DepthLevel[] buffer)
    {
        if (buffer.Length < levels.Count) buffer = new DepthLevel[levels.Count * 2];
        for (var i = 0; i < levels.Count; i++) buffer[i] = new DepthLevel(levels[i].PriceQuote, levels[i].SizeBase);
        return buffer.AsSpan(0, levels.Count);
    }

    /// <summary>What the exchange tells, as a venue reports it; null where only its balances show it.</summary>
    public static VenueEvent? ToDomain(this ExchangeReport report, string venue)
    {
        var id = new ClientOrderId(report.ClientOrderId);
        return report switch
        {
            ExchangeReport.Accepted accepted => new VenueEvent.Accepted(id, accepted.OrderId, accepted.At),
            ExchangeReport.Refused refused => new VenueEvent.Refused(id, refused.Code.ToDomain(), refused.Reason, refused.At),
            ExchangeReport.Executed { Execution: var trade } => Told(trade, venue),
            ExchangeReport.Reversed { Execution: var reversal } => Told(reversal, venue),
            ExchangeReport.Rebated { Execution: var rebate } => Told(rebate, venue),
            ExchangeReport.Cancelled cancelled => new VenueEvent.CancelDone(id, cancelled.Reason, cancelled.At) { FilledBase = cancelled.Filled },
            ExchangeReport.CancelRefused refused => new VenueEvent.CancelRefused(id, refused.Reason, refused.At),
            ExchangeReport.Expired expired => new VenueEvent.Expired(id, expired.Reason, expired.At) { FilledBase = expired.Filled },
            ExchangeReport.Replaced replaced => new VenueEvent.ReplaceDone(id, replaced.OrderId, replaced.At),
            ExchangeReport.ReplaceRefused refused => new VenueEvent.ReplaceRefused(id, refused.Reason, refused.At),
            _ => throw new UnreachableException("Reports are a closed family."),
        };
    }

    /// <summary>Fills with a sequence above <paramref name="cursor"/>, oldest first, at most <paramref name="countMax"/>: fewer only when there are no more, whatever lies between them that is none.</summary>
    public static IReadOnlyList<Fill> FillsSince(this SimulatedExchange exchange, long cursor, int countMax, string venue)
    {
        var fills = new List<Fill>();
        while (fills.Count < countMax)
        {
            var asked = countMax - fills.Count;
            var page = exchange.ExecutionsSince(cursor, asked);
            fills.AddRange(page.Select(execution => execution.ToDomain(venue)).OfType<Fill>());
            if (page.Count < asked) break;
            cursor = page[^1].Sequence;
        }

        return fills;
    }

    /// <summary>
    /// An execution as a fill, always marked simulated; null for what moves no quantity, which the balances show. A reversal is the fill that undoes another, of no
    /// order of ours: the order it belongs to has ended, and is not filled the less for it.
    /// </summary>
    public static Fill? ToDomain(this Execution execution, string venue) => execution.Quantity == 0m ? null : new Fill
    {
        ExecutionId = execution.ExecutionId,
        ExecutionSequence = execution.Sequence,
        ClientOrderId = new ClientOrderId(execution.Reverses > 0 ? "" : execution.ClientOrderId),
        Venue = venue,
        Symbol = new Symbol(execution.Symbol),
        Side = execution.Side.ToDomain(),
        Price = Price.From(execution.Price),
        Quantity = Quantity.From(execution.Quantity),
        Fee = new Money(execution.Fee, new Currency(execution.FeeAsset)),
        Liquidity = execution.Role == LiquidityRole.Maker ? Liquidity.Maker : Liquidity.Taker,
        At = execution.At,
        IsSimulated = true,
    };

    /// <summary>An order as a query shows it.</summary>
    public static OrderReport ToDomain(this ExchangeOrder order) => new(
        new ClientOrderId(order.Request.ClientOrderId), order.OrderId, new Symbol(order.Request.Symbol), order.Request.Side.ToDomain(),
        order.Condition.ToDomain(), order.Request.Quantity, order.Filled)
    {
        PriceQuote = order.Request.Kind == OrderKind.Market ? null : order.Request.Price,
    };

    /// <summary>Amounts in ordinal order of their names.</summary>
    public static ImmutableSortedDictionary<string, decimal> ToDomain(this IReadOnlyDictionary<string, decimal> amounts) =>
        amounts.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static VenueEvent.Executed? Told(Execution execution, string venue) => execution.ToDomain(venue) is { } fill ? new VenueEvent.Executed(fill) : null;

    private static Side ToExchange(this OrderSide side) => side == OrderSide.Buy ? Side.Buy : Side.Sell;

    private static OrderSide ToDomain(this Side side) => side == Side.Buy ? OrderSide.Buy : OrderSide.Sell;

    private static Lifetime ToExchange(this TimeInForce timeInForce) => timeInForce switch
    {
        TimeInForce.GoodTilCancelled => Lifetime.GoodTilCancelled,
        TimeInForce.ImmediateOrCancel => Lifetime.ImmediateOrCancel,
        TimeInForce.FillOrKill => Lifetime.FillOrKill,
        TimeInForce.Day => Lifetime.Day,
        _ => throw new ArgumentOutOfRangeException(nameof(timeInForce), timeInForce, "No such time in force."),
    };

    private static OrderStatus ToDomain(this OrderCondition condition) => condition switch
    {
        OrderCondition.Open => OrderStatus.Open,
        OrderCondition.PartiallyFilled => OrderStatus.PartiallyFilled,
        OrderCondition.Filled => OrderStatus.Filled,
        OrderCondition.Cancelled => OrderStatus.Cancelled,
        OrderCondition.Rejected => OrderStatus.Rejected,
        OrderCondition.Expired => OrderStatus.Expired,
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "No such condition."),
    };

    private static VenueRefusal ToDomain(this RefusalCode code) => code switch
    {
        RefusalCode.InsufficientFunds => VenueRefusal.InsufficientFunds,
        RefusalCode.InvalidIncrement => VenueRefusal.InvalidIncrement,
        RefusalCode.UnknownInstrument => VenueRefusal.UnknownInstrument,
        RefusalCode.WouldTake => VenueRefusal.WouldTake,
        RefusalCode.DuplicateClientOrderId => VenueRefusal.DuplicateClientOrderId,
        RefusalCode.NoLiquidity => VenueRefusal.NoLiquidity,
        RefusalCode.MarketClosed => VenueRefusal.MarketClosed,
        _ => VenueRefusal.Other,
    };
}
