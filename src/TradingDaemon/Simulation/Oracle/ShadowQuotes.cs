using System.Globalization;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>What market makers wanted in this life, and whether a quote may come of it and rest on. Of what came before it knows what they earned alone.</summary>
internal sealed class ShadowQuotes
{
    private const string Kind = "market-making";
    private const decimal BoundShare = 0.9m; // what a strategy is shown of equity is as old as the newest fact

    private readonly Dictionary<(StrategyId Strategy, InstrumentId Instrument), Signal> _wanted = [];
    private readonly Dictionary<(StrategyId Strategy, InstrumentId Instrument), DateTimeOffset> _outAt = []; // when it wanted to close what it holds there
    private readonly Dictionary<(StrategyId Strategy, Symbol Symbol), (decimal Realized, decimal Peak)> _earned = []; // by fills under its own name
    private DateTimeOffset? _since; // the first round of this life

    /// <summary>Whether both are quotes of one market maker in different layers: these may rest on one side together.</summary>
    public static bool AreLayers(OrderIntent one, OrderIntent other) => one.QuoteOf is { } mine && other.QuoteOf is { } theirs && mine.Layer != theirs.Layer;

    /// <summary>The engine is about to take a proposal.</summary>
    public void Hear(Signal signal)
    {
        if (signal.Kind == SignalKind.Quote) _wanted[(signal.Strategy, signal.Instrument)] = signal;
        else if (signal.Kind == SignalKind.Close) _outAt[(signal.Strategy, signal.Instrument)] = signal.At;
    }

    /// <summary>The same knowledge of what was earned: what the next process begins with.</summary>
    public ShadowQuotes Copy()
    {
        var copy = new ShadowQuotes();
        foreach (var (key, earned) in _earned) copy._earned.Add(key, earned);
        return copy;
    }

    /// <summary>A fill was booked.</summary>
    /// <param name="booked">The fill.</param>
    /// <param name="realized">What it realized.</param>
    public void Filled(Fact.FillBooked booked, decimal realized)
    {
        var (before, peak) = _earned.GetValueOrDefault((booked.Strategy, booked.Fill.Symbol));
        _earned[(booked.Strategy, booked.Fill.Symbol)] = (before + realized, Math.Max(peak, before + realized));
    }

    /// <summary>
    /// The engine was told the time: a quote that adds, and may be filled at any moment, is taken back by the round after the one that found its strategy may enter nothing. One of an earlier process
    /// has until its strategy could have said what it wants.
    /// </summary>
    /// <param name="working">What is in flight.</param>
    /// <param name="mayEnterNothing">Whether a strategy is kept out now.</param>
    /// <param name="tier">The tier in force.</param>
    /// <param name="now">The time.</param>
    public void JudgeResting(IEnumerable<ShadowOrder> working, Func<StrategyId, bool> mayEnterNothing, Tier tier, DateTimeOffset now)
    {
        _since ??= now;
        foreach (var order in working)
        {
            if (order.Intent is not { QuoteOf: not null, IsReduceOnly: false } intent) continue;
            var isTold = _wanted.ContainsKey((intent.Strategy, Ground.Catalog.Find(intent.Symbol)!.Id)) || now - _since >= tier.Strategies.FirstOrDefault(spec => spec.Id == intent.Strategy)?.SignalLifetime;
            var isLate = isTold && !order.IsTakenBack && mayEnterNothing(intent.Strategy);
            Must(intent, !isLate || !order.IsOverdue, "is taken back while its strategy may enter nothing, by the next round of the clock");
            order.IsOverdue = isLate;
        }
    }

    /// <summary>A market maker says that it ends: it lost what it may by what it did and holds under that name alone.</summary>
    /// <param name="signal">What it says, by the quote it saw.</param>
    /// <param name="spec">Its configuration.</param>
    /// <param name="account">What is held.</param>
    /// <param name="equity">Account currency.</param>
    /// <returns>Whether that is what it says.</returns>
    public bool JudgeEnd(Signal signal, StrategySpec? spec, ShadowAccount account, decimal? equity)
    {
        if (signal is not { Kind: SignalKind.Close, Quote: { } quote } || spec is not { Kind: Kind } || equity is not { } worth) return false;
        var (key, least) = ((signal.Strategy, Ground.Catalog[signal.Instrument].Symbol), Math.Min(Parameter(spec, "dailyLoss"), Parameter(spec, "drawdown")));
        var (realized, peak) = _earned.GetValueOrDefault(key);
        var lost = peak - realized - Math.Min(0m, account.Lots.GetValueOrDefault(key)?.Unrealized(quote.Mid) ?? 0m);
        Invariant.Holds("A market maker ends by what it lost under its own name.", lost >= least * worth * BoundShare, $"{least} of {worth}", $"{lost} by {signal}");
        return true;
    }

    /// <summary>What a market maker closes because it said so is what it holds under that name, and not what another holds of the same thing.</summary>
    public void JudgeClose(OrderIntent exit, Instrument instrument)
    {
        if (exit is not { QuoteOf: null, Origin: { Kind: SignalKind.Close, At: var at } } || !_wanted.ContainsKey((exit.Strategy, instrument.Id))) return;
        Invariant.Holds("A market maker closes what it holds under its own name.", _outAt.TryGetValue((exit.Strategy, instrument.Id), out var said) && said == at, $"a close of {exit.Symbol} said at {at:O}", exit);
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

    private static decimal Parameter(StrategySpec spec, string name) => decimal.Parse(spec.Parameters[name], CultureInfo.InvariantCulture);

    private static void Must(OrderIntent quote, bool holds, string what) => Invariant.Holds("A quote rests as its market maker wants it.", holds, $"a quote that {what}", quote);
}
