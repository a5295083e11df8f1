using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.RiskGate;

/// <summary>
/// What an auditor with paper and pencil knows: the fills, the orders still out, the quotes. From these alone, each time from scratch, it works out every
/// figure the limits are about. Shares no code with the gate.
/// </summary>
internal sealed class PaperBooks(decimal openingUsd, decimal openingEur, decimal usdPerEur)
{
    private readonly List<(OrderIntent Intent, decimal Quantity, decimal Price, decimal Fee)> _fills = [];
    private readonly Dictionary<ClientOrderId, (OrderIntent Intent, decimal Filled)> _out = [];
    private readonly Dictionary<Symbol, (decimal Bid, decimal Ask)> _quotes = [];

    public int OrdersOut => _out.Count;

    public IEnumerable<(OrderIntent Intent, decimal Remaining)> Out => _out.Values.Select(static order => (order.Intent, order.Intent.Terms.Quantity.Base - order.Filled));

    public void Quote(int instrument, decimal bid, decimal ask) => _quotes[TestMarket.SymbolOf(instrument)] = (bid, ask);

    public void Sent(OrderIntent intent) => _out.Add(intent.ClientOrderId, (intent, 0m));

    public void Ended(OrderIntent intent) => _out.Remove(intent.ClientOrderId);

    public void Filled(OrderIntent intent, decimal quantity, decimal price, decimal fee)
    {
        _fills.Add((intent, quantity, price, fee));
        var filled = _out[intent.ClientOrderId].Filled + quantity;
        if (filled == intent.Terms.Quantity.Base) _out.Remove(intent.ClientOrderId);
        else _out[intent.ClientOrderId] = (intent, filled);
    }

    /// <summary>USD of everything: cash, and holdings at the side one would have to take.</summary>
    public decimal Equity() => (Cash("USD") + (Cash("EUR") * usdPerEur)) + _quotes.Keys.Sum(symbol => Worth(symbol, Held(symbol, null)));

    public decimal Cash(string currency) => (currency == "USD" ? openingUsd : openingEur) - _fills.Where(fill => Instrument(fill.Intent.Symbol).Quote.Code == currency)
        .Sum(static fill => (Signed(fill.Intent, fill.Quantity) * fill.Price * Instrument(fill.Intent.Symbol).Multiplier) + fill.Fee);

    /// <summary>Every limit this entry breaks, even if all that is out fills at its price; empty when none.</summary>
    public IEnumerable<string> Breaches(OrderIntent entry, StrategySpec spec, RiskLimits limits, decimal dayOpen)
    {
        var (equity, price, instrument) = (Equity(), PriceOf(entry), Instrument(entry.Symbol));
        var value = price * instrument.Multiplier * Rate(instrument);
        if (entry.Terms.Quantity.Base * value > limits.OrderNotionalMaxAccount) yield return "order notional";
        if ((dayOpen - equity) / dayOpen >= limits.DailyLossMaxFraction) yield return "daily loss";
        if (OrdersOut > limits.OrdersInFlightMax) yield return "orders in flight";
        foreach (var after in Outcomes(entry, mine: false))
            if (Math.Abs(after) * value > (limits.PositionMaxFraction * equity) + 1e-9m) yield return $"position {after} of {entry.Symbol}";
        var others = OthersOf(entry);
        foreach (var after in Outcomes(entry, mine: true))
            if (others + (Math.Abs(after) * value) > (Math.Min(limits.StrategyExposureMaxFraction, spec.ExposureMaxFraction) * equity) + 1e-9m) yield return $"exposure {others} + {after} × {value}";
        if (entry.Side == OrderSide.Buy && Cash(instrument.Quote.Code) - SpokenFor(instrument) < -1e-9m) yield return "buying power";
    }

    private static Instrument Instrument(Symbol symbol) => TestMarket.Catalog.Find(symbol)!;

    private static decimal Signed(OrderIntent intent, decimal quantity) => intent.Side == OrderSide.Buy ? quantity : -quantity;

    private static decimal PriceOf(OrderIntent intent) =>
        intent.Terms is OrderTerms.Limit limit ? limit.Price.QuotePerBase : intent.Side == OrderSide.Buy ? intent.DecisionAsk : intent.DecisionBid;

    // Holdings after its own side fills alone, and after everything fills unless that lies on the other side, which this entry only lessens.
    private IEnumerable<decimal> Outcomes(OrderIntent entry, bool mine)
    {
        var held = Held(entry.Symbol, mine ? entry : null);
        var related = Out.Where(order => order.Intent.Symbol == entry.Symbol && (!mine || order.Intent.Strategy == entry.Strategy)).ToList();
        var own = held + related.Where(order => order.Intent.Side == entry.Side).Sum(static order => Signed(order.Intent, order.Remaining));
        var all = held + related.Sum(static order => Signed(order.Intent, order.Remaining));
        yield return own;
        if (Math.Sign(all) == (entry.Side == OrderSide.Buy ? 1 : -1)) yield return all;
    }

    private decimal OthersOf(OrderIntent entry) =>
        _quotes.Keys.Where(symbol => symbol != entry.Symbol).Sum(symbol => Math.Abs(Worth(symbol, Held(symbol, entry))))
        + Out.Where(order => order.Intent.Strategy == entry.Strategy && order.Intent.Symbol != entry.Symbol && !order.Intent.IsReduceOnly)
            .Sum(order => PriceOf(order.Intent) * order.Remaining * Instrument(order.Intent.Symbol).Multiplier * Rate(Instrument(order.Intent.Symbol)));

    private decimal SpokenFor(Instrument instrument) => Out.Where(order => order.Intent.Side == OrderSide.Buy && Instrument(order.Intent.Symbol).Quote == instrument.Quote)
        .Sum(static order => PriceOf(order.Intent) * order.Remaining * Instrument(order.Intent.Symbol).Multiplier * 1.005m);

    private decimal Held(Symbol symbol, OrderIntent? by) =>
        _fills.Where(fill => fill.Intent.Symbol == symbol && (by is null || fill.Intent.Strategy == by.Strategy)).Sum(static fill => Signed(fill.Intent, fill.Quantity));

    private decimal Worth(Symbol symbol, decimal net) =>
        net == 0m ? 0m : net * (net > 0m ? _quotes[symbol].Bid : _quotes[symbol].Ask) * Instrument(symbol).Multiplier * Rate(Instrument(symbol));

    private decimal Rate(Instrument instrument) => instrument.Quote.Code == "EUR" ? usdPerEur : 1m;
}
