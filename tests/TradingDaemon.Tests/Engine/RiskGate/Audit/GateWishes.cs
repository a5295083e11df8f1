using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Engine.Desks;
using TradingDaemon.Engine.Routing;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.RiskGate.Audit;

/// <summary>One random account with random limits, and random wishes at its gate, each audited by <see cref="PaperBooks"/>. Knows nothing of a test framework: the benchmarks run it too.</summary>
internal sealed class GateWishes
{
    private const decimal UsdPerEur = 1.1m;
    private static readonly int[] Traded = [TestMarket.Btc, TestMarket.Eth, TestMarket.Ibm, TestMarket.Call, TestMarket.Sap, TestMarket.BtcUsdt];
    private static readonly decimal[] Prices = [100m, 20m, 200m, 4m, 120m, 100m];

    private readonly Random _random;
    private readonly RiskLimits _limits;
    private readonly StrategySpec[] _specs;
    private readonly PaperBooks _paper;
    private readonly InstrumentCatalog _catalog;
    private readonly decimal[] _prices = [.. Prices];
    private readonly decimal _dayOpen;
    private readonly TierRecovery _recovery;
    private readonly bool _isSmart;
    private readonly PaperCautions _cautions;
    private readonly MakerWishes _maker;
    private readonly PowerWishes? _power;
    private int _steps;

    /// <summary>Draws the account.</summary>
    public GateWishes(Random random)
    {
        _random = random;
        _limits = new RiskLimits
        {
            OrderNotionalMaxAccount = random.Next(1_000, 40_000), PositionMaxFraction = random.Next(5, 60) / 100m, StrategyExposureMaxFraction = random.Next(10, 90) / 100m,
            DailyLossMaxFraction = random.Next(1, 10) / 100m, OrdersInFlightMax = random.Next(3, 9),
            DailyLossReducingFraction = 1m, // the gate's own rule is what is tried here
            GrossExposureMaxFraction = Maybe(random, 0.1m, 0.9m), NetExposureMaxFraction = Maybe(random, 0.1m, 0.9m), LeverageMax = Maybe(random, 0.1m, 0.9m), ConcentrationMaxFraction = Maybe(random, 0.05m, 0.6m),
            CorrelatedExposureMaxFraction = random.Next(10, 90) / 100m, DailyLossMaxAccount = Maybe(random, 100m, 5_000m), DrawdownMaxFraction = Maybe(random, 0.003m, 0.03m),
            DailyEntriesMax = (int?)Maybe(random, 5m, 60m), DailyCapitalMaxFraction = Maybe(random, 0.1m, 2m), OptionTradeDeltaMax = Maybe(random, 50m, 3_000m), OptionDeltaMax = Maybe(random, 50m, 5_000m),
            OptionDailyLossMaxFraction = Maybe(random, 0.0005m, 0.01m), OptionDailyLossMaxAccount = Maybe(random, 20m, 1_000m),
            OpenRiskTradeMaxFraction = Maybe(random, 0.002m, 0.05m), OpenRiskTotalMaxFraction = random.Next(4) == 0 ? 0.02m + (random.Next(100) / 200m) : null, RewardRiskMin = random.Next(4) == 0 ? 2m : null,
            PositionNotionalMaxAccount = Maybe(random, 1_000m, 30_000m), PositionsMax = (int?)Maybe(random, 2m, 7m),
            VolatilityIndexSymbol = random.Next(2) == 0 ? null : TestMarket.SymbolOf(TestMarket.Halted).Text,
        };
        _specs = [.. Enumerable.Range(0, 4).Select(i => TestMarket.Spec($"s{i}", (OrderStyle)random.Next(1, 5), allowShort: random.Next(4) != 0) with
        {
            ExposureMaxFraction = random.Next(10, 90) / 100m, PositionsMax = (int?)Maybe(random, 1m, 5m), DailyEntriesMax = (int?)Maybe(random, 2m, 20m), DailyCapitalMaxFraction = Maybe(random, 0.05m, 1m),
            Sizing = new SizingSpec { OnCap = random.Next(4) == 0 ? CapPolicy.Shrink : CapPolicy.Refuse },
            Protection = random.Next(3) == 0 ? new ProtectionSpec() : new ProtectionSpec { StopFraction = random.Next(2, 100) / 1000m, TargetFraction = Maybe(random, 0.01m, 0.2m), TrailFraction = Maybe(random, 0.003m, 0.03m), TrailAfterFraction = random.Next(2) * 0.005m },
        })];
        decimal cash = random.Next(20_000, 200_000);
        var tilt = Judged(random);
        var sectors = Traded.ToDictionary(static which => TestMarket.SymbolOf(which), _ => random.Next(3) switch { 0 => "a", 1 => "b", _ => null });
        var most = Traded.Select((which, i) => (Symbol: TestMarket.SymbolOf(which), Most: TestMarket.At(which).FloorToLot(Maybe(random, 2_000m, 30_000m) / Prices[i] / TestMarket.At(which).Multiplier ?? 0m))).Where(static one => one.Most > 0m).ToDictionary(static one => one.Symbol, static one => (decimal?)one.Most);
        _catalog = new InstrumentCatalog(TestMarket.Catalog.All.Select(one => one with { Sector = sectors.GetValueOrDefault(one.Symbol), PositionMaxBase = most.GetValueOrDefault(one.Symbol) }));
        if (cash % 3m == 0m) _catalog = Listed(_catalog); // drawn already, so that the rest of an account is left to the same chance as without
        _isSmart = random.Next(3) == 0; // then bitcoin is one thing under two names
        _recovery = new TierRecovery { DrawdownFraction = Maybe(random, 0.002m, 0.02m), SizeFraction = 0.5m };
        var maker = TestMarket.Spec("maker", allowShort: random.Next(2) == 0) with { Kind = "market-making", ExposureMaxFraction = random.Next(10, 90) / 100m, DailyEntriesMax = (int?)Maybe(random, 2m, 20m), DailyCapitalMaxFraction = Maybe(random, 0.05m, 1m) };
        _specs = [.. _specs.Select((spec, i) => RandomNeeds.Draw(spec, i, cash, UsdPerEur)), maker];
        _maker = new MakerWishes(random, maker.Id, _catalog.All[Traded[random.Next(Traded.Length)]]);
        var allocation = RandomShares.Draw(random, _specs);
        _cautions = new PaperCautions(allocation, [.. _specs.Select(static spec => spec.Id)]);
        var setup = TestMarket.Setup(_limits, _specs) with { Catalog = _catalog, Tilt = tilt };
        setup = setup with
        {
            Tiers = new TierTable(setup.Tiers.All.Select(tier => tier with { Recovery = _recovery, Allocation = allocation })),
            Routing = _isSmart ? new RoutingPolicy { IsSmart = true, SameThings = [[_catalog.All[TestMarket.Btc].Symbol, _catalog.All[TestMarket.BtcUsdt].Symbol]] } : RoutingPolicy.Off,
        };
        var opening = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["USD"] = cash, ["EUR"] = Math.Floor(cash / 12m), ["USDT"] = Math.Floor(cash / 9m) };
        Bench = AccountBench.Running(setup, cash, opening["EUR"], opening["USDT"]);
        _paper = new PaperBooks(_catalog, opening, UsdPerEur, _isSmart) { Delta = random.Next(10, 90) / 100m };
        _power = cash % 4m == 0m ? new PowerWishes(Bench, _paper) : null; // drawn already, as above
        Bench.Engine.Account.Offers.TellBuyingPower("simulated", _power is not null);
        Requote(0m);
        _dayOpen = Bench.Books.Day.OpenedAtAccount!.Value;
    }

    /// <summary>The account and its gate.</summary>
    public AccountBench Bench { get; }

    /// <summary>Entries that were approved.</summary>
    public int Approved { get; private set; }

    /// <summary>Exits that were sent.</summary>
    public int Exits { get; private set; }

    /// <summary>Entries that were refused by a rule whose breach was then looked for, and found.</summary>
    public int Confirmed { get; private set; }

    /// <summary>Moves prices, lets the venue answer, wishes something and audits what was sent; a limit that was broken, or null.</summary>
    public string? Step()
    {
        Bench.Now = Bench.Now.AddMilliseconds(1_100); // so that every refusal is a row
        if (++_steps % 12 == 0 && !_specs[3].DependsOn.IsEmpty) Bench.Command(_paper.Needs.Toggle(_specs[0].Id));
        if (Requote(0.04m) is { } turned) return turned;
        Answer();
        if (_cautions.Read(Bench.Recorded) is { } misread) return misread;
        _power?.Step();
        if (_random.Next(4) == 0) return Quote();
        var (spec, which) = (_specs[_random.Next(_specs.Length - 1)], _random.Next(Traded.Length));
        var kind = _random.Next(8) == 0 ? SignalKind.Close : _random.Next(2) == 0 ? SignalKind.Buy : SignalKind.Sell;
        var instrument = _catalog.All[Traded[which]];
        var wanted = instrument.FloorToLot((decimal)(100.0 * Math.Exp(_random.NextDouble() * 6.5)) / _prices[which] / instrument.Multiplier);
        var (before, told, isEntry) = (Bench.Orders.Count, Bench.Recorded.Count, !IsExit(kind, spec, instrument));
        Bench.Signal(kind, Traded[which], spec.Id.Text, wanted);
        if (Bench.Orders.Count == before) return BlockedExit(kind, spec, instrument, _prices[which]) ?? (isEntry ? Overcautious(kind, spec, wanted, told) : null);
        foreach (var sent in Bench.Orders.Skip(before).SkipLast(1)) // the same thing closed under its other name
        {
            _paper.Sent(sent.Intent);
            if (!sent.Intent.IsReduceOnly || _paper.IsMoreThanHeld(sent.Intent)) return $"{sent.Intent.Side} {sent.Intent.Terms.Quantity} {sent.Intent.Symbol} of {sent.Intent.Strategy}, beside another, does more than reduce";
        }

        var intent = Bench.LastOrder;
        _paper.Sent(intent);
        if (_paper.Equity() != Bench.Engine.Account.Equity()) return $"equity {Bench.Engine.Account.Equity()}, on paper {_paper.Equity()}";
        if (intent.IsReduceOnly)
        {
            Exits++;
            return _paper.IsMoreThanHeld(intent) ? $"{intent.Side} {intent.Terms.Quantity} {intent.Symbol} of {intent.Strategy} does more than reduce" : null;
        }

        if (_isSmart && _paper.IsUnderWayElsewhere(intent)) return $"{intent.Strategy} enters {intent.Symbol}, which is under way under another name";
        return Unsound(intent, spec, wanted);
    }

    // What an entry that was approved breaks.
    private string? Unsound(OrderIntent intent, StrategySpec spec, decimal wanted)
    {
        Approved++;
        if (_cautions.IsLocked(intent.Strategy, intent.DecidedAt)) return $"{intent.Strategy} enters although it is locked";
        return Oversized(intent, wanted) ?? _paper.Breaches(intent, Shared(spec), _limits, _dayOpen).Select(breach => $"{breach} by {intent.Side} {intent.Terms.Quantity} {intent.Symbol} of {intent.Strategy}").FirstOrDefault();
    }

    private StrategySpec Shared(StrategySpec spec) => spec with { ExposureMaxFraction = Math.Min(spec.ExposureMaxFraction, _cautions.ShareOf(spec.Id)) };

    // The market maker says what it wants to rest, and what comes of it is audited order by order.
    private string? Quote()
    {
        var ((bid, ask), before, told) = (_paper.Market(_maker.Instrument.Symbol), Bench.Orders.Count, Bench.Recorded.Count);
        Bench.Signal(_maker.Tell(bid, ask, Bench.Now));
        if (Quoted(before) is { } wrong) return wrong;
        if (Bench.Orders.Count > before || _maker.Single is not { } only || Bench.Recorded.Skip(told).Select(static recorded => recorded.Fact).OfType<Fact.SignalRefused>().LastOrDefault() is not { } refusal) return null;
        if (refusal.Rule == RiskRule.Tilt && !_cautions.IsLocked(refusal.Strategy, Bench.Now)) return $"{refusal.Strategy} is refused for tilt, and not locked";
        var wish = _maker.OrderOf(only, Quantity.From(1m), bid, ask, Bench.Now);
        var aside = _paper.OnSide(wish);
        if (!GateAudit.OnPaper.Contains(refusal.Rule) || aside < 0m) return null; // one that works against what is held only reduces
        var size = _maker.Instrument.FloorToLot(Math.Min(only.QuantityBase * Math.Min(1m, Bench.Engine.Account.EntryFactor(wish.Strategy, _maker.Instrument, _paper.Equity(), Bench.Now)), _maker.NetMaxBase - aside));
        return Quantity.TryFrom(size) is { } quantity ? Unreasoned(_maker.OrderOf(only, quantity, bid, ask, Bench.Now), _specs[^1], refusal) : null;
    }

    // Quotes that were decided just now, and what else closes positions meanwhile.
    private string? Quoted(int before)
    {
        foreach (var intent in Bench.Orders.Skip(before).Select(static order => order.Intent))
        {
            _paper.Sent(intent);
            if (_cautions.Read(Bench.Recorded, intent) is { } misread) return misread;
            var (bid, ask) = _paper.Market(intent.Symbol);
            var wanted = 0m;
            if (intent.QuoteOf is not null && _maker.Wrong(intent, _paper, bid, ask, out wanted) is { } wrong) return wrong;
            if (intent.IsReduceOnly) Exits++;
            if (intent.IsReduceOnly && _paper.IsMoreThanHeld(intent)) return $"{intent.Side} {intent.Terms.Quantity} {intent.Symbol} of {intent.Strategy} does more than reduce";
            if (!intent.IsReduceOnly && (intent.QuoteOf is null ? $"{intent} enters by itself" : Unsound(intent, _specs[^1], wanted)) is { } unsound) return unsound;
        }

        return null;
    }

    // Quotes that add and rest although their strategy may enter nothing, before the clock was looked at and after.
    private string? Kept(bool isKeptOut) => isKeptOut && _paper.Out.Select(static order => order.Intent).FirstOrDefault(intent => intent is { QuoteOf: not null, IsReduceOnly: false } && !Bench.Cancels.Any(cancel => cancel.ClientOrderId == intent.ClientOrderId)) is { } kept ? $"{kept} rests although its strategy may enter nothing" : null;

    // What is held of the thing under all its names is closed by a wish of the other direction.
    private bool IsExit(SignalKind kind, StrategySpec spec, Instrument instrument)
    {
        var held = Traded.Select(which => _catalog.All[which]).Where(one => one.Symbol == instrument.Symbol || (_isSmart && one.Base == instrument.Base)).Sum(one => Bench.Books.Positions.ClosableBase(new PositionKey(spec.Id, one.Symbol)));
        return kind == SignalKind.Close || (kind == SignalKind.Buy && held < 0m) || (kind == SignalKind.Sell && held > 0m);
    }

    // What was refused by a rule whose figures are on paper is written out as the order it would have been, and breaks that very limit there.
    private string? Overcautious(SignalKind kind, StrategySpec spec, decimal wanted, int told)
    {
        if (Bench.Recorded.Skip(told).Select(static recorded => recorded.Fact).OfType<Fact.SignalRefused>().LastOrDefault() is not { } refusal) return null;
        if (refusal.Rule == RiskRule.Tilt && !_cautions.IsLocked(spec.Id, Bench.Now)) return $"{spec.Id} is refused for tilt, and not locked";
        if (!GateAudit.OnPaper.Contains(refusal.Rule)) return null;
        var (side, instrument, account) = (kind == SignalKind.Buy ? OrderSide.Buy : OrderSide.Sell, _catalog.Find(refusal.Symbol)!, Bench.Engine.Account);
        if (Quantity.TryFrom(instrument.FloorToLot(wanted * account.EntryFactor(spec.Id, instrument, _paper.Equity(), Bench.Now))) is not { } quantity) return null;
        var quote = account.Marks.Find(instrument.Id)!.Value;
        ProtectionPlan.Make(spec, Bench.SignalOf(kind, instrument.Id.Index, spec.Id.Text), side, (side == OrderSide.Buy ? quote.Ask : quote.Bid).QuotePerBase, out var protection);
        var wish = new OrderIntent
        {
            ClientOrderId = ClientOrderId.From(spec.Id, 1_000_000, 1), Strategy = spec.Id, Symbol = instrument.Symbol, Venue = instrument.Venue, Side = side, Terms = TermsChoice.For(spec.OrderStyle, side, quantity, quote, instrument),
            IsReduceOnly = false, Reason = "On paper.", DecisionBid = quote.Bid.QuotePerBase, DecisionAsk = quote.Ask.QuotePerBase, DecidedAt = Bench.Now, Protection = protection,
        };
        return Unreasoned(wish, spec, refusal);
    }

    private string? Unreasoned(OrderIntent wish, StrategySpec spec, Fact.SignalRefused refusal)
    {
        _paper.Sent(wish);
        var isBroken = _paper.Breaches(wish, Shared(spec), _limits, _dayOpen, slack: -1e-9m).Any(breach => breach.Rule == refusal.Rule);
        _paper.Withdrawn(wish);
        Confirmed++;
        return isBroken ? null : $"{wish.Side} {wish.Terms.Quantity} {wish.Symbol} of {spec.Id} was refused by {refusal.Rule}, and breaks no such limit: {refusal.Detail}";
    }

    // Never more than was asked for, and half of it at the bottom of a fall, and once more while the index is high; the gate knows the peak to within 0.05 %.
    private string? Oversized(OrderIntent entry, decimal wanted)
    {
        var part = (_paper.FallAtLowest() > _recovery.DrawdownFraction + 0.0006m ? _recovery.SizeFraction : 1m) * (_paper.IsIndexHigh(_limits) ? 0.5m : 1m) * _cautions.FactorAt(entry.Strategy, entry.DecidedAt);
        var most = _catalog.Find(entry.Symbol)!.FloorToLot(wanted * part);
        return entry.Terms.Quantity.Base <= most ? null : $"{entry.Strategy} enters {entry.Terms.Quantity} of {wanted} {entry.Symbol} it asked for, {most} is the most";
    }

    // An exit may be refused because one is on its way, or because exits fill the limit of their own, for nothing else. Dust has none.
    private string? BlockedExit(SignalKind kind, StrategySpec spec, TradingDaemon.Domain.Instruments.Instrument instrument, decimal price)
    {
        var held = Bench.Books.Positions.NetBase(new PositionKey(spec.Id, instrument.Symbol));
        var isExit = Math.Abs(held) * price * instrument.Multiplier >= Math.Max(instrument.MinNotional, 0.01m) && (kind == SignalKind.Close || (kind == SignalKind.Buy && held < 0m) || (kind == SignalKind.Sell && held > 0m));
        if (!isExit || Bench.Refusals.LastOrDefault() is not { } refusal) return null;
        return refusal.Rule is RiskRule.DuplicateInFlight or RiskRule.OrdersInFlightMax ? null : $"exit of {held} {instrument.Symbol} blocked: {refusal}";
    }

    // Prices move, and what they bring to a level is closed: by orders that only reduce.
    private string? Requote(decimal most)
    {
        for (var i = 0; i < Traded.Length; i++)
        {
            _prices[i] = Math.Max(1m, Math.Round(_prices[i] * (1m + (most * ((decimal)_random.NextDouble() - 0.5m))), 2));
            var (bid, ask) = (_prices[i], _prices[i] + (_random.Next(2) * (i == 3 ? 0.01m : 0m)));
            Bench.Quote(Traded[i], bid, ask);
            _paper.Quote(Traded[i], bid, ask);
        }

        decimal index = _random.Next(20, 40);
        Bench.Quote(TestMarket.Halted, index, index);
        Bench.Engine.Take(TestMarket.At(TestMarket.Call).Id, new OptionGreeks(_paper.Delta, 0.01m, Bench.Now));
        _paper.Observe(index);
        _cautions.See(_paper.Equity());
        if (_cautions.Read(Bench.Recorded) is { } misread) return misread;
        var (before, isKeptOut) = (Bench.Orders.Count, _cautions.IsKeptOut(_specs[^1].Id, Bench.Now));
        Bench.Clock();
        return Quoted(before) ?? _cautions.Read(Bench.Recorded) ?? Kept(isKeptOut && _cautions.IsKeptOut(_specs[^1].Id, Bench.Now)) ?? _cautions.WrongMode(_paper.Equity());
    }

    // Bitcoin for dollars at a further venue in the place of bitcoin for another currency: one pair under two names, with a sector and a position of its own or together.
    private static InstrumentCatalog Listed(InstrumentCatalog catalog)
    {
        var bitcoin = catalog.All[TestMarket.Btc];
        return new(catalog.All.Select(one => one.Id.Index != TestMarket.BtcUsdt ? one : one with { Symbol = bitcoin.Symbol.ListedAt("second"), Quote = bitcoin.Quote, Sector = bitcoin.Sector, PositionMaxBase = bitcoin.PositionMaxBase }));
    }

    private static TiltPolicy? Judged(Random random) => random.Next(3) != 0 ? null : new TiltPolicy
    {
        Level1Min = 1, Level2Min = random.Next(2, 4), Level3Min = random.Next(4, 7), LockFor = TimeSpan.FromSeconds(random.Next(3, 30)), LockGrowth = 1m, SmallerFor = TimeSpan.FromSeconds(random.Next(3, 30)),
        NoticeLockFor = TimeSpan.FromSeconds(random.Next(2) * 3), SmallerLockFor = TimeSpan.FromSeconds(random.Next(2) * 6), NoticeDebtFraction = random.Next(2) * 0.1m, SmallerDebtFraction = random.Next(2) * 0.25m,
        RepeatAfter = TimeSpan.FromSeconds(5), Recovers = random.Next(3) == 0, RecoversFromLevel = random.Next(1, 4), BreaksAfterLosses = random.Next(2) == 0, BreakFor = TimeSpan.FromSeconds(random.Next(3, 30)),
    };

    internal static decimal? Maybe(Random random, decimal least, decimal most) => random.Next(2) == 0 ? null : least + ((most - least) * random.Next(100) / 100m);

    // The venue fills, in part or whole, ends, or keeps waiting.
    private void Answer()
    {
        foreach (var (intent, remaining) in _paper.Out.ToList())
        {
            var (dice, isAsked) = (_random.Next(10), intent.QuoteOf is not null && Bench.Cancels.Any(cancel => cancel.ClientOrderId == intent.ClientOrderId));
            if (dice < (isAsked ? 3 : 6)) continue;
            if (dice == 9 || (isAsked && dice < 6))
            {
                Bench.Report(new VenueEvent.CancelDone(intent.ClientOrderId, "test", Bench.Now));
                _paper.Ended(intent);
                continue;
            }

            var lots = remaining / _catalog.Find(intent.Symbol)!.LotSize;
            var quantity = dice == 8 ? remaining : Math.Max(1m, Math.Floor(lots / 2m)) * _catalog.Find(intent.Symbol)!.LotSize;
            var price = intent.Terms is OrderTerms.Limit limit ? limit.Price.QuotePerBase : intent.Side == OrderSide.Buy ? intent.DecisionAsk : intent.DecisionBid;
            var fee = Math.Round(quantity * price * 0.001m, 4);
            Bench.Fill(intent, quantity, price, fee, _catalog.Find(intent.Symbol)!.Quote.Code);
            _paper.Filled(intent, quantity, price, fee);
        }
    }
}
