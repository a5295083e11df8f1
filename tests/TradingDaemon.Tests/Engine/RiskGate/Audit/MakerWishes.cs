using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Tests.Engine.RiskGate.Audit;

/// <summary>What a random market maker wants to rest in one instrument, and what an auditor holds against the quotes that come of it.</summary>
/// <param name="random">Chance.</param>
/// <param name="maker">Who.</param>
/// <param name="instrument">Where.</param>
internal sealed class MakerWishes(Random random, StrategyId maker, Instrument instrument)
{
    private QuoteSet? _set;

    /// <summary>The instrument.</summary>
    public Instrument Instrument => instrument;

    /// <summary>The only quote of the newest set; null where it has several.</summary>
    public WantedQuote? Single => _set is { Quotes: [var only] } ? only : null;

    /// <summary>The most it may hold by that set, with everything on a side filled.</summary>
    public decimal NetMaxBase => _set?.NetMaxBase ?? 0m;

    /// <summary>Another set: up to two layers a side near the market, in half of them one quote alone.</summary>
    public Signal Tell(decimal bid, decimal ask, DateTimeOffset now)
    {
        var (layers, only) = (random.Next(1, 3), random.Next(2) == 0 ? random.Next(2) : -1);
        var quotes = Enumerable.Range(0, only >= 0 ? 1 : layers).SelectMany(layer => new[] { Want(layer, isBid: true, bid), Want(layer, isBid: false, ask) }).Where(quote => only < 0 || quote.IsBid == (only == 0));
        _set = new QuoteSet
        {
            Quotes = [.. quotes], NetMaxBase = instrument.FloorToLot((random.Next(3) == 0 ? 3_000m : 1e6m) / bid / instrument.Multiplier), PriceToleranceFraction = random.Next(2) * 0.002m, SizeToleranceFraction = 0.1m,
            Reasoning = "As it is.",
        };
        return new Signal(maker, instrument.Id, SignalKind.Quote, 1d, "As it is.", null, null, null, now, now.AddSeconds(5), now) { Quotes = _set };
    }

    /// <summary>What was wanted of a quote, or what is wrong with it: it rests where it is wanted, takes nothing, and leaves the bound of its set.</summary>
    /// <param name="intent">The quote, noted as sent.</param>
    /// <param name="paper">The auditor's books.</param>
    /// <param name="bid">The market's bid.</param>
    /// <param name="ask">Its ask.</param>
    /// <param name="wanted">Units of base.</param>
    public string? Wrong(OrderIntent intent, PaperBooks paper, decimal bid, decimal ask, out decimal wanted)
    {
        var isBid = intent.Side == OrderSide.Buy;
        var asked = _set?.Quotes.SingleOrDefault(quote => quote.Layer == intent.QuoteOf!.Layer && quote.IsBid == isBid);
        wanted = asked?.QuantityBase ?? 0m;
        if (asked is null || intent.Terms is not OrderTerms.Limit { PostOnly: true, Price.QuotePerBase: var price }) return $"{intent} rests for nobody";
        if (isBid ? price >= ask || price > asked.PriceQuote : price <= bid || price < asked.PriceQuote) return $"{intent} at {price}, wanted is {asked.PriceQuote}, the market is {bid}/{ask}";
        if (paper.Out.Count(order => order.Intent.Strategy == maker && order.Intent.Symbol == intent.Symbol && order.Intent.Side == intent.Side && order.Intent.QuoteOf?.Layer == intent.QuoteOf!.Layer) > 1) return $"{intent} has company in its layer";
        if (wanted < intent.Terms.Quantity.Base) return $"{intent} is more than the {wanted} that are wanted";
        return intent.IsReduceOnly || paper.OnSide(intent) <= NetMaxBase + 1e-9m ? null : $"{intent} leaves {NetMaxBase}";
    }

    /// <summary>The order a single wanted quote would have been at this size.</summary>
    public OrderIntent OrderOf(WantedQuote wanted, Quantity quantity, decimal bid, decimal ask, DateTimeOffset now) => new()
    {
        ClientOrderId = ClientOrderId.From(maker, 1_000_000, 1), Strategy = maker, Symbol = instrument.Symbol, Venue = instrument.Venue, Side = wanted.IsBid ? OrderSide.Buy : OrderSide.Sell,
        Terms = new OrderTerms.Limit(quantity, Price.From(wanted.IsBid ? instrument.FloorToTick(wanted.PriceQuote) : instrument.CeilingToTick(wanted.PriceQuote)), TimeInForce.GoodTilCancelled, PostOnly: true),
        IsReduceOnly = false, Reason = "On paper.", DecisionBid = bid, DecisionAsk = ask, DecidedAt = now, QuoteOf = new QuoteOf(wanted.Layer),
    };

    private WantedQuote Want(int layer, bool isBid, decimal touch)
    {
        var away = 0.001m * (layer + 1) * (decimal)random.NextDouble();
        var size = instrument.FloorToLot((decimal)(100.0 * Math.Exp(random.NextDouble() * 5.5)) / touch / instrument.Multiplier);
        return new WantedQuote((byte)layer, isBid, Math.Max(0.01m, touch * (isBid ? 1m - away : 1m + away)), Math.Max(instrument.LotSize, size));
    }
}
