using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Desks;
using TradingDaemon.Engine.Ordering;
using TradingDaemon.Engine.Routing;

namespace TradingDaemon.Benchmarks.Market;

/// <summary>An entry that could go to several venues, with a fresh quote of each in the account.</summary>
internal sealed class RoutingScene
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);

    private readonly AccountEngine _engine;
    private readonly EntryRouting _routing;
    private readonly StrategySpec _spec = new() { Id = new StrategyId("s0"), Kind = "any", Symbols = ["*"], SlippageMaxFraction = 0.01m };
    private readonly Instrument _instrument;
    private readonly Wish _wish;

    /// <summary>A scene.</summary>
    /// <param name="venues">At how many venues the thing is traded.</param>
    /// <param name="isSmart">Whether routing is on.</param>
    /// <param name="levels">How many levels of its book are shown; 0 for the touch alone.</param>
    public RoutingScene(int venues, bool isSmart, int levels)
    {
        var catalog = new InstrumentCatalog(Enumerable.Range(0, venues).Select(Make));
        var policy = new RoutingPolicy
        {
            IsSmart = isSmart, SameThings = [[.. catalog.All.Select(static one => one.Symbol)]],
            Fees = catalog.All.ToImmutableDictionary(static one => (one.Venue, one.AssetClass), static one => new FeeShares(0m, 0.001m / (one.Id.Index + 1))),
        };
        var parity = catalog.All.ToImmutableSortedDictionary(static one => one.Quote.Code, static _ => 1m, StringComparer.Ordinal);
        _engine = new AccountEngine(new AccountSetup(catalog, Currency.Usd, parity, new TierTable([new Tier("only", 0m, 0.9m, new RiskLimits(), [_spec])]), new SpreadLimits()) { Routing = policy }, new AccountState());
        _engine.Boot(1, 1, "bench", Now);
        foreach (var instrument in catalog.All) Open(instrument, levels);
        _engine.Take(new Command.ChangeState(EngineState.Running, "bench"), Now);
        _engine.Take(Now);
        _routing = new EntryRouting(_engine.Account, new EntryPlan(_engine.Account));
        _instrument = catalog.All[0];
        var quote = _engine.Account.Marks.Find(_instrument.Id)!.Value;
        _wish = new Wish(_spec.Id, SignalKind.Buy, "Because.") { Signal = new Signal(_spec.Id, _instrument.Id, SignalKind.Buy, 0.5, "Because.", quote, quote.SpreadFraction, null, Now, Now.AddSeconds(5), Now) };
        if (Decide() is { } refusal) throw new InvalidOperationException($"The scene is made to pass: {refusal.Detail}");
    }

    /// <summary>One decision: every way with its spread, its cost and its size, the cheapest first. Null when it may be sent.</summary>
    public RiskRefusal? Decide()
    {
        ReadOnlySpan<RouteOffer> offers = _routing.Offers(_wish, _spec, _instrument, OrderSide.Buy, Now);
        return offers[0].Refusal;
    }

    private static Instrument Make(int index)
    {
        var quote = index == 0 ? "USD" : $"US{index}";
        return new Instrument
        {
            Id = new InstrumentId(index), Symbol = new Symbol($"BTC/{quote}"), AssetClass = AssetClass.Crypto, Base = new Currency("BTC"), Quote = new Currency(quote), TickSize = 0.01m, LotSize = 0.0001m,
            Venue = $"venue-{index}", Hours = TradingHours.Always,
        };
    }

    private void Open(Instrument instrument, int levels)
    {
        _engine.Take(new VenueEvent.StreamOpened(instrument.Venue, Now) { Opening = 1 }, Now);
        var cash = ImmutableSortedDictionary<string, decimal>.Empty.Add(instrument.Quote.Code, 100_000m);
        _engine.Take(new VenueStatement(instrument.Venue, [], [], new Dictionary<ClientOrderId, OrderReport?>(), [], new VenueHoldings(cash, ImmutableSortedDictionary<string, decimal>.Empty), 0L) { Opening = 1 }, Now);
        if (levels > 0) _engine.Take(instrument.Id, new BookSnapshot(Side(99.99m, -0.01m, levels), Side(100.01m, 0.01m, levels)));
        _engine.Take(new Quote(instrument.Id, Price.From(99.99m), 1m, Price.From(100.01m), 1m, Now, Now));
    }

    private static BookLevel[] Side(decimal first, decimal step, int levels) => [.. Enumerable.Range(0, levels).Select(i => new BookLevel(first + (i * step), 1m))];
}
