using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Benchmarks.Market;

/// <summary>A busy account before the gate: guarded holdings in half of its instruments, an order in flight in each of the others, every rule switched on and none reached.</summary>
internal sealed class GateScene
{
    private const string Venue = "simulated";
    private const int Strategies = 20;
    private static readonly ProtectionTerms Guard = new() { StopDistanceQuote = 2m, TargetDistanceQuote = 5m, TrailDistanceQuote = 1.5m, TrailAfterFraction = 0.01m };
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);

    private readonly AccountEngine _engine;
    private readonly InstrumentCatalog _catalog;
    private long _executions;

    /// <summary>An account with so many instruments, the last one an option.</summary>
    public GateScene(int instruments)
    {
        _catalog = new InstrumentCatalog(Enumerable.Range(0, instruments).Select(Make));
        var specs = Enumerable.Range(0, Strategies).Select(i => new StrategySpec
        {
            Id = new StrategyId($"s{i}"), Kind = "any", Symbols = ["*"], ExposureMaxFraction = 1e3m, AllowShort = true, OrderStyle = OrderStyle.PostOnly, DailyEntriesMax = 100_000, DailyCapitalMaxFraction = 1e3m,
            Protection = new ProtectionSpec { StopFraction = 0.02m, TargetFraction = 0.05m, TrailFraction = 0.015m },
        });
        var setup = new AccountSetup(_catalog, Currency.Usd, ImmutableSortedDictionary<string, decimal>.Empty, new TierTable([new Tier("only", 0m, 0.9m, Limits, [.. specs])]), new SpreadLimits(IsEnabled: false))
        {
            Tilt = new TiltPolicy { Level1Min = 1_000, Level2Min = 2_000, Level3Min = 3_000, BreaksAfterLosses = true },
        };
        _engine = new AccountEngine(setup, new AccountState());
        _engine.Boot(1, 1, "bench", Now);
        _engine.Take(new VenueEvent.StreamOpened(Venue, Now) { Opening = 1 }, Now);
        var cash = ImmutableSortedDictionary<string, decimal>.Empty.Add("USD", 10_000_000m);
        _engine.Take(new VenueStatement(Venue, [], [], new Dictionary<ClientOrderId, OrderReport?>(), [], new VenueHoldings(cash, ImmutableSortedDictionary<string, decimal>.Empty), 0L) { Opening = 1 }, Now);
        _engine.Take(new Command.ChangeState(EngineState.Running, "bench"), Now);
        foreach (var instrument in _catalog.All)
        {
            _engine.Take(new Quote(instrument.Id, Price.From(99.99m), 10m, Price.From(100.01m), 10m, Now, Now));
            if (instrument.Option is not null) _engine.Take(instrument.Id, new OptionGreeks(0.5m, 0.02m, Now));
        }

        _engine.Take(Now);
        Fill();
    }

    /// <summary>The price of one instrument moves by a cent, as it does between orders.</summary>
    public void Move(int turn)
    {
        var move = turn % 2 * 0.01m;
        _engine.Take(new Quote(new InstrumentId(turn % _catalog.Count), Price.From(99.98m + move), 10m, Price.From(100.01m + move), 10m, Now, Now));
    }

    /// <summary>Orders that pass, one an instrument, as the desk makes them.</summary>
    public IReadOnlyList<RiskCase> Cases => [.. _catalog.All.Select(Case)];

    private static RiskLimits Limits => new()
    {
        OrderNotionalMaxAccount = 1e9m, PositionNotionalMaxAccount = 1e9m, PositionsMax = 100, PositionMaxFraction = 1e3m, StrategyExposureMaxFraction = 1e3m, CorrelatedExposureMaxFraction = 1e3m, GrossExposureMaxFraction = 1e3m, NetExposureMaxFraction = 1e3m,
        ConcentrationMaxFraction = 1e3m, LeverageMax = 1e3m, DailyLossMaxAccount = 400_000m, OptionDailyLossMaxFraction = 0.5m, OptionDailyLossMaxAccount = 400_000m, DrawdownMaxFraction = 0.5m, DrawdownThrottlePerMinute = 0.5m, DrawdownPausePerMinute = 0.6m,
        DailyEntriesMax = 1_000_000, DailyCapitalMaxFraction = 1e3m, StrategyOrdersPerSecondMax = 100_000, AccountOrdersPerSecondMax = 100_000, VenueOrdersPerSecondMax = 100_000, StrategyCancelsPerMinuteMax = 100_000,
        VenueCancelsPerMinuteMax = 100_000, OptionTradeDeltaMax = 1e6m, OptionTradeGammaMax = 1e6m, OptionDeltaMax = 1e6m, OptionGammaMax = 1e6m, VolatilityIndexSymbol = "I0", VolatilityIndexMax = 1_000m,
        OpenRiskTradeMaxFraction = 0.02m, OpenRiskTotalMaxFraction = 0.05m, RewardRiskMin = 2m,
    };

    private static Instrument Make(int index)
    {
        var option = OptionContract.TryParse("ACME270115C00100000")!;
        var isOption = index == 1;
        var name = isOption ? option.ToSymbolText() : $"I{index}";
        return new Instrument
        {
            Id = new InstrumentId(index), Symbol = new Symbol(name), AssetClass = isOption ? AssetClass.Option : AssetClass.Equity, Base = new Currency(name), Quote = Currency.Usd, TickSize = 0.01m, LotSize = 1m,
            QuantityMax = 1e6m, NotionalMax = 1e9m, ShortMaxBase = 1e6m, PositionMaxBase = 1e6m, Multiplier = isOption ? 100m : 1m, Option = isOption ? option : null, Venue = Venue, VenueSymbol = name, Shortable = true,
            Sector = $"sector-{index % 3}", Hours = TradingHours.NewYork,
        };
    }

    private void Fill()
    {
        foreach (var instrument in _catalog.All)
        {
            var strategy = new StrategyId($"s{instrument.Id.Index % Strategies}");
            _engine.Take(new Signal(strategy, instrument.Id, SignalKind.Buy, 0.5, "Because.", null, null, 10m, Now, Now.AddSeconds(5), Now), Now);
            var intent = _engine.TakeBatch()!.Orders[^1].Intent;
            if (instrument.Id.Index % 2 == 0) continue;
            _engine.Take(new VenueEvent.Executed(new Fill
            {
                ExecutionId = $"x{++_executions}", ExecutionSequence = _executions, ClientOrderId = intent.ClientOrderId, Venue = Venue, Symbol = intent.Symbol, Side = intent.Side, Price = Price.From(100m),
                Quantity = intent.Terms.Quantity, Fee = new Money(0m, Currency.Usd), Liquidity = Liquidity.Maker, At = Now, IsSimulated = true,
            }), Now);
        }
    }

    private RiskCase Case(Instrument instrument)
    {
        var account = _engine.Account;
        var strategy = new StrategyId($"s{(instrument.Id.Index + 1) % Strategies}"); // not whose order is in flight
        return new RiskCase
        {
            Intent = new OrderIntent
            {
                ClientOrderId = ClientOrderId.From(strategy, 1_000_000 + instrument.Id.Index, 1), Strategy = strategy, Symbol = instrument.Symbol, Venue = Venue, Side = OrderSide.Buy,
                Terms = new OrderTerms.Limit(Quantity.From(1m), Price.From(100m), TimeInForce.GoodTilCancelled, false), IsReduceOnly = false, Reason = "Because.", DecisionBid = 99.99m, DecisionAsk = 100.01m, DecidedAt = Now, Protection = Guard,
            },
            Instrument = instrument, Catalog = _catalog, Groups = account.Groups, Spec = account.SpecOf(strategy), Quote = account.Marks.Find(instrument.Id)!.Value, Limits = account.Limits, Books = account.Books,
            Valuation = account.Valuation, EquityAccount = account.Equity(), Now = Now, Pace = account.Pace, Rejects = account.Rejects, Offers = account.Offers, Greeks = account.Greeks, JudgesTilt = true,
        };
    }
}
