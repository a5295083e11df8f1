using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Agents;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Charges;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Gatekeeping;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Positions;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Domain.Trials;

namespace TradingDaemon.Tests.Storage.Support;

/// <summary>Random but repeatable facts and states, with the awkward values: empty and non-Latin text, nulls, extreme and trailing-zero decimals.</summary>
internal sealed class FactSource(int seed)
{
    private static readonly string[] Texts =
        ["", "plain", "BTC/USD", "a \"quoted\" \\ word", "line\nfeed\ttab\u0001", "Größe ≥ 5 € 日本 🚀", "<b>&amp;'+", new string('x', 700)];

    private static readonly decimal[] Decimals =
        [0m, 1m, 1.00m, -0.000_000_01m, 0.1m, 123_456.789_000m, decimal.MaxValue, decimal.MinValue, 0.000_000_000_000_000_000_000_000_000_1m, 1.000_000_000_000_000_000_000_000_000_0m];

    private readonly Random _random = new(seed);
    private long _unique;

    public static IReadOnlyList<Type> Kinds { get; } = [.. typeof(Fact).GetNestedTypes().Where(static type => type.IsSubclassOf(typeof(Fact)))];

    public DateTimeOffset Time() => new(_random.NextInt64(SetClock.Noon.AddYears(-2).Ticks, SetClock.Noon.AddYears(30).Ticks), TimeSpan.Zero);

    public string Text() => Texts[_random.Next(Texts.Length)];

    public string? TextOrNull() => _random.Next(3) == 0 ? null : Text();

    public decimal Number() => _random.Next(2) == 0 ? Decimals[_random.Next(Decimals.Length)] : new decimal(_random.Next(), _random.Next(), _random.Next(), _random.Next(2) == 0, (byte)_random.Next(29));

    public decimal AboveZero() => Math.Abs(Number()) is > 0m and var number ? number : 1m;

    public T Any<T>()
        where T : struct, Enum => Enum.GetValues<T>() is var all ? all[_random.Next(all.Length)] : default;

    public bool Coin() => _random.Next(2) == 0;

    public ClientOrderId NextOrderId() => ClientOrderId.From(new StrategyId("momentum"), ++_unique, 7);

    public OrderTerms Terms() => _random.Next(3) switch
    {
        0 => new OrderTerms.Market(Quantity.From(AboveZero())),
        1 => new OrderTerms.Limit(Quantity.From(AboveZero()), Price.From(AboveZero()), Any<TimeInForce>(), Coin()),
        _ => new OrderTerms.Stop(Quantity.From(AboveZero()), Price.From(AboveZero())),
    };

    public OrderIntent Intent() => new()
    {
        ClientOrderId = NextOrderId(), Strategy = new StrategyId(Text()), Symbol = new Symbol(Text()), Venue = Text(), Side = Any<OrderSide>(), Terms = Terms(),
        IsReduceOnly = Coin(), Reason = Text(), DecisionBid = Number(), DecisionAsk = Number(), DecidedAt = Time(), CancelAt = Coin() ? Time() : null, Uid = Text(), Tenant = Text(), Origin = Coin() ? Origin() : null, Protection = Coin() ? Protection() : null, Route = Coin() ? Route() : null, Child = Coin() ? new ChildOf(new ParentId(_random.NextInt64()), _random.Next(), _random.Next()) { ArrivalQuote = Coin() ? Number() : null } : null,
    };

    public ParentOrder Parent() => new()
    {
        Id = new ParentId(_random.NextInt64()), Strategy = new StrategyId(Text()), Symbol = new Symbol(Text()), Side = Any<OrderSide>(), QuantityBase = Number(), Slices = _random.Next(), StartAt = Time(),
        ArrivalBid = Number(), ArrivalAsk = Number(), CapQuote = Coin() ? Number() : null, Reason = Text(), Origin = Coin() ? Origin() : null, Protection = Coin() ? Protection() : null,
        Terms = new AlgorithmSpec
        {
            Algorithm = Any<ExecutionAlgorithm>(), Horizon = TimeSpan.FromTicks(_random.Next()), ExtensionMax = TimeSpan.FromTicks(_random.Next()), Slices = _random.Next(), JitterFraction = Number(),
            Profile = Coin() ? new VolumeProfile([Number(), Number()]) : null, VolumeDays = Coin() ? _random.Next(1, 31) : null, DirectMaxAccount = Coin() ? Number() : null, ParticipationMaxFraction = Coin() ? Number() : null, WhenVolumeUnknown = Any<UnknownVolume>(),
            DisplayQuantityBase = Coin() ? Number() : null, DisplayJitterFraction = Number(), ChildNotionalMaxAccount = Coin() ? Number() : null, CapFraction = Coin() ? Number() : null, Pause = TimeSpan.FromTicks(_random.Next()),
            DelayMin = TimeSpan.FromTicks(_random.Next()), DelayMax = Coin() ? TimeSpan.FromTicks(_random.Next()) : default, FailedSlicesMax = Coin() ? _random.Next(1, 9) : null, ShortfallMaxFraction = Coin() ? Number() : null,
            DisplaySlicesMin = _random.Next(2), DisplaySlicesMax = Coin() ? _random.Next(1, 9) : null, DisplayDepthFraction = Coin() ? Number() : 0m, VolumeAnomalyRatio = Coin() ? Number() : null, VolumeWeightFraction = Coin() ? Number() : null, ChildNotionalMinAccount = Coin() ? Number() : null,
        },
    };

    public ProtectionTerms Protection() => new()
    {
        StopDistanceQuote = Coin() ? Number() : null, TargetDistanceQuote = Coin() ? Number() : null, TrailDistanceQuote = Coin() ? Number() : null, TrailAfterFraction = Number(),
    };

    public SignalOrigin Origin() => new()
    {
        Kind = Any<SignalKind>(), Confidence = _random.NextDouble(), At = Time(), TickReceivedAt = Time(), QuoteAt = Coin() ? Time() : null, Bid = Coin() ? Number() : null, Ask = Coin() ? Number() : null,
        SpreadFraction = Coin() ? Number() : null, SpreadMaxFraction = Coin() ? Number() : null, AtrQuote = Coin() ? Number() : null, VolatilityFraction = Coin() ? Number() : null, SizeFactor = Coin() ? Number() : null,
        Gatekeeper = Coin() ? new GatekeeperScore(Text(), Coin() ? Number() : null, Number(), Coin()) { Missing = TextOrNull(), Features = Coin() ? ImmutableSortedDictionary<string, double>.Empty.Add("confidence", _random.NextDouble()).Add("winRate", _random.NextDouble()) : null } : null,
    };

    public RefusalInputs Inputs() => new(_random.NextInt64(), _random.NextInt64())
    {
        Quote = Coin() ? new JudgedQuote(Text(), new Symbol(Text()), Time(), Time(), Number(), Number()) : null, Parent = Coin() ? new ParentId(_random.NextInt64()) : null,
        Part = Coin() ? _random.Next() : null, Layer = Coin() ? _random.Next() : null, Wanted = TextOrNull(),
    };

    public RouteTaken Route() => new()
    {
        AssetClass = Any<AssetClass>(), Source = Any<SpreadSource>(), SpreadFraction = Coin() ? Number() : null, SpreadMaxFraction = Coin() ? Number() : null, ImpactFraction = Coin() ? Number() : null,
        FeeFraction = Coin() ? Number() : null, CostFraction = Coin() ? Number() : null, NotionalAccount = Coin() ? Number() : null, InsteadOf = TextOrNull(), SavedAccount = Coin() ? Number() : null,
    };

    public Fill Fill() => new()
    {
        ExecutionId = $"x{++_unique}", ExecutionSequence = _unique, ClientOrderId = NextOrderId(), Venue = Text(), Symbol = new Symbol(Text()), Side = Any<OrderSide>(),
        Price = Price.From(AboveZero()), Quantity = Quantity.From(AboveZero()), Fee = new Money(Number(), new Currency(Text())), FeeHolding = Coin() ? new Symbol(Text()) : null, Liquidity = Any<Liquidity>(), At = Time(), IsSimulated = Coin(),
    };

    public VenueCharge Charge() => new(Text(), DateOnly.FromDateTime(Time().DateTime), Text(), Number(), Text());

    public VenueBuyingPower BuyingPower() => new(new ToldBuyingPower(Time(), Text(), Coin() ? Number() : null, Coin() ? Number() : null, Coin() ? Number() : null), Number(), [new SentWorth(NextOrderId(), Number())]);

    public Fact Fact() => Fact(Kinds[_random.Next(Kinds.Count)]);

    public Fact Fact(Type kind) => kind.Name switch
    {
        nameof(global::TradingDaemon.Domain.Facts.Fact.EpochStarted) => new Fact.EpochStarted(_random.Next(), _random.Next(), Text()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.StateChanged) => new Fact.StateChanged(Any<EngineState>(), Any<EngineState>(), Text()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.CashMoved) => new Fact.CashMoved(Text(), Number(), Text()) { Venue = TextOrNull() },
        nameof(global::TradingDaemon.Domain.Facts.Fact.DayOpened) => new Fact.DayOpened(DateOnly.FromDateTime(Time().DateTime), Coin() ? Number() : null) { OptionsQuote = Coin() ? Map("USD", Number()) : null },
        nameof(global::TradingDaemon.Domain.Facts.Fact.ChargesBooked) => new Fact.ChargesBooked(Text(), [new BookedCharge(Charge(), Number()), new BookedCharge(Charge(), 0m)]),
        nameof(global::TradingDaemon.Domain.Facts.Fact.BuyingPowerTold) => new Fact.BuyingPowerTold(Text(), BuyingPower()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.TierEntered) => new Fact.TierEntered(Text(), TextOrNull(), Number()) { Reason = TextOrNull(), Carried = Coin() ? [Text(), Text()] : null },
        nameof(global::TradingDaemon.Domain.Facts.Fact.CapitalRebalanced) => new Fact.CapitalRebalanced(Text(), Text(), [new CapitalShare(Text(), Coin() ? Number() : null, Number())], Text()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.AllocationModeMoved) => new Fact.AllocationModeMoved(Any<AllocationMode>(), Any<AllocationMode>(), Text()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.PaperTrialStarted) => new Fact.PaperTrialStarted(Text(), _random.Next(), Number()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.PaperTrialEnded) => new Fact.PaperTrialEnded(Text(), _random.Next(), Any<PaperTrialState>(), Coin() ? Figures() : null, Coin() ? Time() : null, Text()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.StrategyMoved) => new Fact.StrategyMoved(new StrategyId(Text()), Any<StrategyCondition>(), Text()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.SignalRefused) => new Fact.SignalRefused(new StrategyId(Text()), new Symbol(Text()), Any<SignalKind>(), Any<RiskRule>(), Number(), Number(), Text()) { Origin = Coin() ? Origin() : null, Route = Coin() ? Route() : null, Further = TextOrNull(), Inputs = Coin() ? Inputs() : null },
        nameof(global::TradingDaemon.Domain.Facts.Fact.OrderIntended) => new Fact.OrderIntended(Intent()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.OrderMoved) => new Fact.OrderMoved(NextOrderId(), Any<OrderEventKind>(), Any<OrderStatus>(), TextOrNull(), TextOrNull()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.FillBooked) => new Fact.FillBooked(Fill(), new StrategyId(Text()), Any<OrderStatus>()) { FeeQuote = Coin() ? Number() : null, FeePriceQuote = Coin() ? Number() : null },
        nameof(global::TradingDaemon.Domain.Facts.Fact.BreakFound) => new Fact.BreakFound(Text(), Text(), Text(), Text(), Text()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.EntriesBlocked) => new Fact.EntriesBlocked(Text(), Any<BlockCause>(), Text()) { Feed = Coin() ? Text() : null, Symbol = Coin() ? new Symbol(Text()) : null },
        nameof(global::TradingDaemon.Domain.Facts.Fact.EntriesFreed) => new Fact.EntriesFreed(Text(), Any<BlockCause>(), Text()) { Feed = Coin() ? Text() : null, Symbol = Coin() ? new Symbol(Text()) : null },
        nameof(global::TradingDaemon.Domain.Facts.Fact.EmergencyMoved) => new Fact.EmergencyMoved(Any<EmergencyState>(), Any<EmergencyState>(), Text(), Text()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.HoldingAdopted) => new Fact.HoldingAdopted(Text(), new Symbol(Text()), Number(), Number(), Text()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.PositionTransferred) => new Fact.PositionTransferred(new StrategyId(Text()), new StrategyId(Text()), new Symbol(Text()), Number(), Number(), Text()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.EpochBegun) => new Fact.EpochBegun(_random.Next(), Text()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.ExecutionsPassed) => new Fact.ExecutionsPassed(Text(), _random.Next()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.EquityObserved) => new Fact.EquityObserved(Number()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.EntriesPaused) => new Fact.EntriesPaused(Any<RiskRule>(), Time(), Text()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.ConfigurationChanged) => new Fact.ConfigurationChanged(_random.Next(), Text(), Text(), Text(), [new ConfigurationChange(Text(), TextOrNull(), TextOrNull(), Any<ChangeEffect>())]) { Overrides = Coin() ? [new ConfigurationChange(Text(), TextOrNull(), TextOrNull(), ChangeEffect.Neutral)] : null },
        nameof(global::TradingDaemon.Domain.Facts.Fact.ProtectionTrailed) => new Fact.ProtectionTrailed(new StrategyId(Text()), new Symbol(Text()), Number()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.ProtectionTriggered) => new Fact.ProtectionTriggered(new StrategyId(Text()), new Symbol(Text()), Any<ProtectionKind>(), Number(), Number()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.TiltFound) => new Fact.TiltFound(new StrategyId(Text()), Any<TiltSignal>(), Number(), Text()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.TiltMoved) => new Fact.TiltMoved(new StrategyId(Text()), Any<TiltMove>(), _random.Next(), Coin() ? Time() : null, Number(), Text()) { LockedUntil = Coin() ? Time() : null, Occurrence = Coin() ? _random.Next() : null, Debt = Coin() ? Number() : null, RecoversAt = Coin() ? Number() : null },
        nameof(global::TradingDaemon.Domain.Facts.Fact.TiltJournalled) => new Fact.TiltJournalled(new StrategyId(Text()), Text(), _random.Next(), Text()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.ParentOpened) => new Fact.ParentOpened(Parent()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.ParentPaused) => new Fact.ParentPaused(new ParentId(_random.NextInt64()), Text()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.ParentResumed) => new Fact.ParentResumed(new ParentId(_random.NextInt64()), Text()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.ParentEnding) => new Fact.ParentEnding(new ParentId(_random.NextInt64()), Any<ParentEnd>(), Text()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.ParentEnded) => new Fact.ParentEnded(new ParentId(_random.NextInt64()), Any<ParentEnd>(), Number(), Number(), Text()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.SignalTaken) => new Fact.SignalTaken(Sent()),
        nameof(global::TradingDaemon.Domain.Facts.Fact.AgentRefused) => new Fact.AgentRefused(Text(), Any<AgentRefusal>(), _random.Next(), Text()),
        var unknown => throw new InvalidOperationException($"Teach FactSource to make {unknown}."),
    };

    private AgentSignal Sent() => new(Text(), Text(), Time(), new StrategyId(Text()), new Symbol(Text()), Any<SignalKind>(), _random.NextDouble(), Text()) { QuantityBase = Coin() ? Number() : null, StopQuote = Coin() ? Number() : null, TargetQuote = Coin() ? Number() : null };

    public RecordedFact[] Recorded(int count, long after = 0) =>
        [.. Enumerable.Range(1, count).Select(i => new RecordedFact(after + i, SetClock.Noon.AddTicks(after + i), i <= Kinds.Count ? Fact(Kinds[i - 1]) : Fact()))];

    public AccountState State(long sequence) => new()
    {
        AgentNonces = [new AgentNonce(Text(), Text(), Time(), _random.NextInt64())], OpenAgentSignals = [new OpenAgentSignal(_random.NextInt64(), Sent())],
        Sequence = sequence, Epoch = _random.Next(), PastEpochs = [new EpochIntents(_random.Next(), _random.NextInt64())], IntentSequence = _random.NextInt64(), State = Any<EngineState>(),
        Cash = Map("USD", Number()).Add("BTC", Number()),
        Positions = [new Position(new StrategyId("s"), new Symbol("BTC/USD"), [new Lot(1.50m, 100.10m, 0.01m, Time(), "x1"), new Lot(2m, Number(), Number(), Time(), Text())], Number(), Number()),
            new Position(new StrategyId(Text()), new Symbol(Text()), [], Number(), Number())],
        OpenOrders = [.. Enumerable.Range(0, 5).Select(_ => new OrderState(Intent(), Any<OrderStatus>(), TextOrNull(), Number(), Number()))],
        VenueCash = ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, decimal>>.Empty.Add("here", Map("USD", Number())).Add("there", Map("USD", Number())), FundedVenues = ["here"],
        BuyingPowers = Coin() ? Map("alpaca", BuyingPower()) : null, FallbackCash = Map("USD", Number()), FallbackNetBase = Map("BTC/USD", Number()),
        CancelsWanted = [new ClientOrderId(Text()), new ClientOrderId(Text())], ExecutionsPassed = Map("simulated", ImmutableArray.Create(new ExecutionRange(4, 7), new ExecutionRange(9, _random.NextInt64()))),
        FillCursors = Map("simulated", _random.NextInt64()),
        FillsAboveCursor = Map("simulated", ImmutableSortedSet.Create(_random.NextInt64(), _random.NextInt64(), 3L)),
        StrategyConditions = Map("s", Any<StrategyCondition>()),
        Tier = TextOrNull(), TradingDay = Coin() ? DateOnly.FromDateTime(Time().DateTime) : null, DayOpenEquityAccount = Coin() ? Number() : null, DayOptionsQuote = Coin() ? Map("USD", Number()) : null, IsFunded = Coin(),
        Configuration = new ConfigurationVersion(_random.Next(), Text()),
        CancelMinute = _random.NextInt64(), StrategyCancels = Map("s", _random.Next()), VenueCancels = Map("here", _random.Next()), EquityPeakAccount = Coin() ? Number() : null, EquityTroughAccount = Coin() ? Number() : null, LosingDays = _random.Next(), EquitySamples = [new EquitySample(Time(), Number())], EntryPauses = [new EntryPause(Any<RiskRule>(), Time(), Text())], EntriesSince = Coin() ? Time() : null,
        Trips = [new OpenTrip(new StrategyId(Text()), new Symbol(Text()), Number(), Number(), Number(), Number())], Tilts = [Tilt()], TierStay = Coin() ? new TierStay(Time(), TextOrNull()) { Trades = _random.Next(), PeakAccount = Coin() ? Number() : null, DrawdownFraction = Number(), Carried = Coin() ? [Text()] : null } : null,
        CapitalPlan = Coin() ? new CapitalPlan(Text(), Text(), Time(), Map("s", Number())) : null, AllocationMode = Coin() ? Any<AllocationMode>() : null,
        PaperTrial = Coin() ? new PaperTrial(Text(), _random.Next(), Time(), Number(), Any<PaperTrialState>()) { Until = Coin() ? Time() : null, Figures = Coin() ? Figures() : null } : null,
        NewestEntryAt = Coin() ? Time() : null, DayEntries = Map("s", new DayEntries(_random.Next(), Map("USD", Number()))), AllDayEntries = Coin() ? new DayEntries(_random.Next(), Map("EUR", Number())) : null,
        Protections = [new PositionProtection(new StrategyId(Text()), new Symbol(Text()), Coin(), Protection(), Number()) { TrailQuote = Coin() ? Number() : null, Triggered = Coin() ? Any<ProtectionKind>() : null }],
        Parents = [new ParentState(Parent()) { FilledBase = Number(), Children = _random.Next(), Slice = _random.Next(), ChildAt = Coin() ? Time() : null, Paused = TextOrNull(), IdleAt = Coin() ? Time() : null, Failed = _random.Next(3), ShortfallBase = Coin() ? Number() : 0m, Ending = Coin() ? Any<ParentEnd>() : null, EndingReason = TextOrNull() }],
        Trades = Map("s", new ClosedTrades([Number(), Number()], Map("BTC/USD", new OpenTrade(Number(), Number()))) { Times = [Time()] }),
    };

    private PaperFigures Figures() => new(TimeSpan.FromTicks(_random.Next()), _random.Next(), _random.Next(), _random.Next(), _random.Next());

    private TraderTilt Tilt() => new()
    {
        Trader = Text(), Entries = [new TiltEntry(Time(), Text(), Number())], Hours = [new TiltHour(_random.NextInt64(), _random.Next())], Cancels = [new TiltCancel(Time(), TimeSpan.FromTicks(_random.Next()))],
        Trades = [new TiltTrade(Time(), Number())], Anomalies = [new TiltAnomaly(Time(), Any<TiltSignal>(), Number())], EntryFact = _random.NextInt64(), LockedUntil = Coin() ? Time() : null, Reason = Text(),
        Stage = 2, Debt = Number(), LockLevel = _random.Next(4), StageSizeFactor = Coin() ? Number() : null, NoticeLocks = Coin() ? new TiltLockRun(_random.Next(), Time()) : null, SettledAt = Coin() ? Time() : null,
    };

    private static ImmutableSortedDictionary<string, T> Map<T>(string key, T value) => ImmutableSortedDictionary<string, T>.Empty.Add(key, value);
}
