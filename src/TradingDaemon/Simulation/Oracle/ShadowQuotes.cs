using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>What market makers wanted in this life, and whether a quote may come of it. Nothing of it outlives the process.</summary>
internal sealed class ShadowQuotes
{
    private readonly Dictionary<(StrategyId Strategy, InstrumentId Instrument), Signal> _wanted = [];

    /// <summary>Whether both are quotes of one market maker in different layers: these may rest on one side together.</summary>
    public static bool AreLayers(OrderIntent one, OrderIntent other) => one.QuoteOf is { } mine && other.QuoteOf is { } theirs && mine.Layer != theirs.Layer;

    /// <summary>The engine is about to take a proposal.</summary>
    public void Hear(Signal signal)
    {
        if (signal.Kind == SignalKind.Quote) _wanted[(signal.Strategy, signal.Instrument)] = signal;
    }

    /// <summary>Judges a quote at the moment it was decided.</summary>
    /// <param name="intent">The order.</param>
    /// <param name="instrument">What it quotes.</param>
    /// <param name="mark">The newest quote of the market.</param>
    /// <param name="account">What is held.</param>
    /// <param name="working">What is in flight.</param>
    /// <param name="now">The time.</param>
    public void Judge(OrderIntent intent, Instrument instrument, in Quote mark, ShadowAccount account, IReadOnlyCollection<ShadowOrder> working, DateTimeOffset now)
    {
        var (isBuy, sign, quantity) = (intent.Side == OrderSide.Buy, intent.Side == OrderSide.Buy ? 1m : -1m, intent.Terms.Quantity.Base);
        var set = _wanted.TryGetValue((intent.Strategy, instrument.Id), out var told) && now < told.ExpiresAt ? told.Quotes : null;
        var wanted = set?.Quotes.SingleOrDefault(quote => quote.Layer == intent.QuoteOf!.Layer && quote.IsBid == isBuy);
        if (set is null || wanted is null || intent.Terms is not OrderTerms.Limit { PostOnly: true, TimeInForce: TimeInForce.GoodTilCancelled, Price.QuotePerBase: var price })
        {
            Must(intent, false, "rests for a set of this life that is worth something still");
            return;
        }

        Must(intent, isBuy ? price < mark.Ask.QuotePerBase : price > mark.Bid.QuotePerBase, "takes nothing");
        Must(intent, (wanted.PriceQuote - price) * sign is >= 0m and var inward && inward < instrument.TickSize && quantity <= wanted.QuantityBase, "is priced and sized as it is wanted");
        var (held, aside) = (account.Net(intent.Strategy, intent.Symbol) * sign, working.Where(other => other.Intent.Strategy == intent.Strategy && other.Intent.Symbol == intent.Symbol && other.Intent.Side == intent.Side).Sum(static other => other.Remaining));
        Must(intent, intent.IsReduceOnly ? quantity + aside <= -held : held + aside + quantity <= set.NetMaxBase, "leaves its strategy within its bound, everything on its side filled");
    }

    private static void Must(OrderIntent quote, bool holds, string what) => Invariant.Holds("A quote rests as its market maker wants it.", holds, $"a quote that {what}", quote);
}
