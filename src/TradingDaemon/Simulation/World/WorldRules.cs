using System.Collections.Immutable;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Simulation.World;

/// <summary>How the account of a world is configured: what the ground has, and what the seed turns on besides, each by itself and in about half of all seeds.</summary>
/// <param name="Setup">What the files say at the beginning.</param>
/// <param name="Reloads">What they say later, and from which step on; empty where nobody ever changes them.</param>
internal sealed record WorldRules(AccountSetup Setup, ImmutableArray<(int Step, TierRulebook Rules)> Reloads)
{
    private const int ReloadsMax = 3;

    /// <summary>Draws from a stream of its own, so that the rest of a world is left to the same chance as without.</summary>
    /// <param name="seed">The world's.</param>
    /// <param name="steps">Of its cruel part, in which files change.</param>
    public static WorldRules Draw(int seed, int steps)
    {
        var chance = new Random(unchecked((seed * 1_000_003) ^ 0x3D0F));
        var setup = Ground.Setup with { Tiers = seed % 2 == 0 ? Ground.Guarded : Ground.Tiers };
        if (IsOn(chance)) setup = setup with { Routing = Routed(chance), Tiers = Each(setup.Tiers, static spec => spec.Id.Text == "maker" ? spec with { OrderStyle = OrderStyle.Auto } : spec) };
        if (IsOn(chance)) setup = setup with { Signals = Weighed(chance), Tiers = new(setup.Tiers.All.Select(AddBear)) };
        if (IsOn(chance)) setup = setup with { Tilt = Judged(chance) };
        if (IsOn(chance)) setup = setup with { Tiers = new(setup.Tiers.All.Select(Gate)) };
        if (IsOn(chance)) setup = setup with { Tiers = Each(setup.Tiers, Size) };
        setup = setup with { Tiers = Algorithms.Draw(seed) is { Count: > 0 } algorithms ? Each(setup.Tiers, spec => spec with { Execution = algorithms.GetValueOrDefault(spec.Id.Text, AlgorithmSpec.Direct) }) : setup.Tiers };
        if (HasAgents(seed)) setup = setup with { Tiers = new(setup.Tiers.All.Select(static tier => tier.Name == "middle" ? tier : tier with { Strategies = tier.Strategies.Add(Ground.Desk) })) };
        setup = MarketMakers.Draw(Cautions.Draw(PositionLimits.Draw(Refinements.Refine(setup, seed), seed), seed), seed);
        if (IsListed(seed) && setup.Routing.IsSmart) setup = setup with { Routing = setup.Routing with { SameThings = [[.. setup.Routing.SameThings.FirstOrDefault([new Symbol("BTC/USD")]), Ground.Catalog.All[Ground.Further].Symbol]] } };
        return new WorldRules(setup, IsOn(chance) ? Later(new(setup.Tiers, setup.Spreads) { Gatekeeper = setup.Gatekeeper }, steps, chance) : []);
    }

    /// <summary>Whether bitcoin is listed at a second venue: in a quarter of all worlds, drawn from a stream of its own.</summary>
    public static bool IsListed(int seed) => new Random(unchecked((seed * 1_000_003) ^ 0x5A25)).Next(4) == 0;

    /// <summary>Whether programs outside propose: in a third of all worlds, drawn from a stream of its own.</summary>
    public static bool HasAgents(int seed) => new Random(unchecked((seed * 1_000_003) ^ 0x5A26)).Next(3) == 0;

    private static bool IsOn(Random chance) => chance.Next(2) == 0;

    private static RoutingPolicy Routed(Random chance) => new()
    {
        IsSmart = true, WaitingEntriesMax = chance.Next(3) switch { 0 => 1, 1 => 3, _ => 16 },
        SameThings = chance.Next(4) == 0 ? [] : [[new Symbol("BTC/USD"), new Symbol("BTC/USDT")]],
        Fees = ImmutableDictionary<(string, AssetClass), FeeShares>.Empty.Add((Ground.Venue, AssetClass.Crypto), new FeeShares(0m, 0.0003m)),
    };

    private static SignalPolicy Weighed(Random chance) => new()
    {
        ConflictWindow = TimeSpan.FromMilliseconds(chance.Next(2) == 0 ? 400 : 1_500), Conflicts = (ConflictMethod)chance.Next((int)ConflictMethod.Priority, (int)ConflictMethod.Veto + 1),
        WaitingMax = chance.Next(2) == 0 ? 2 : 1_000, PerMinuteMax = chance.Next(2) == 0 ? 12 : null, BurstMax = chance.Next(2) == 0 ? 3 : null,
    };

    // Minutes are seconds here: a world lasts no longer.
    private static TiltPolicy Judged(Random chance) => new()
    {
        Window = TimeSpan.FromSeconds(20), RepeatAfter = TimeSpan.FromSeconds(1), Level1Min = 1, Level2Min = 2, Level3Min = 3,
        NoticeFor = TimeSpan.FromSeconds(2), SmallerFor = TimeSpan.FromSeconds(5), LockFor = TimeSpan.FromSeconds(3), LockMax = TimeSpan.FromSeconds(12), Recovers = chance.Next(2) == 0,
        BreaksAfterLosses = chance.Next(2) == 0, BreakLosses = 2, BreakFor = TimeSpan.FromSeconds(4), BurstWithin = TimeSpan.FromSeconds(15), ReentryWithin = TimeSpan.FromSeconds(5),
        BaselineSamplesMin = 10,
    };

    private static Tier AddBear(Tier tier) => tier.Strategies.Any(static spec => spec.Id.Text == "bear") ? tier : tier with { Strategies = tier.Strategies.Add(Ground.Bear) };

    private static Tier Gate(Tier tier) => tier.Name switch
    {
        "middle" => tier with { EquityMinAccount = 19_500m, Promotion = new TierGates { TradesMin = 1 }, Adjustment = new TierAdjustment { Phase = TimeSpan.FromSeconds(4) } },
        "large" => tier with
        {
            EquityMinAccount = 19_700m, Promotion = new TierGates { TradesMin = 3, DrawdownMaxFraction = 0.02m, TiltMeasuresMax = 20 }, DemotionDrawdownFraction = 0.001m,
            Adjustment = new TierAdjustment { Phase = TimeSpan.FromSeconds(2) },
        },
        _ => tier,
    };

    private static StrategySpec Size(StrategySpec spec) => spec.Id.Text switch
    {
        "taker" => spec with
        {
            Protection = spec.Protection.StopFraction is null ? spec.Protection with { StopFraction = 0.002m } : spec.Protection,
            Sizing = new SizingSpec { Method = SizingMethod.Risk, RiskFraction = 0.0002m, OnCap = CapPolicy.Shrink },
        },
        "maker" => spec with { Sizing = new SizingSpec { Method = SizingMethod.Kelly, KellyTradesMin = 3, FractionMax = 0.06m } },
        "crossover" => spec with
        {
            Sizing = new SizingSpec { Method = SizingMethod.Volatility, VolatilityTarget = 0.1m, FractionMax = 0.08m, OnCap = CapPolicy.Shrink }, MeasureInterval = TimeSpan.FromSeconds(1), MeasurePeriod = 3,
        },
        _ => spec with { Sizing = spec.Sizing with { OnCap = CapPolicy.Shrink } },
    };

    private static ImmutableArray<(int, TierRulebook)> Later(TierRulebook before, int steps, Random chance)
    {
        var changes = ImmutableArray.CreateBuilder<(int, TierRulebook)>();
        var count = chance.Next(1, ReloadsMax + 1);
        for (var i = 1; i <= count; i++) changes.Add((Math.Max(1, steps * (i - 1) / count) + chance.Next(Math.Max(1, steps / count)), before = IsEmergency(before) ? InMode(before, AllocationMode.Normal) : Change(before, chance)));
        return changes.ToImmutable();
    }

    private static TierRulebook Change(TierRulebook before, Random chance) => chance.Next(7) switch
    {
        0 => before with { Tiers = Limits(before.Tiers, 0.5m, inFlight: -2) },
        1 => before with { Tiers = Limits(before.Tiers, 1.6m, inFlight: 3) },
        2 => before with { Tiers = new(before.Tiers.All.Select(static tier => tier.EquityMinAccount > 0m ? tier with { EquityMinAccount = tier.EquityMinAccount - 60m } : tier)) },
        3 => before with { Tiers = new(before.Tiers.All.Select(static tier => tier with { Strategies = [.. tier.Strategies.Where(static spec => spec.Id.Text != "crossover")] })) },
        4 => before with { Tiers = Each(before.Tiers, static spec => spec.Id.Text switch { "maker" => spec with { Enabled = !spec.Enabled }, "taker" => spec with { DisabledSymbols = ["BTC/USD", "EUR/USD"] }, _ => spec }) },
        5 => InMode(before, AllocationMode.Emergency), // until the next change
        _ => before with { Spreads = before.Spreads with { Crypto = before.Spreads.Crypto / 4m, Forex = before.Spreads.Forex / 2m } },
    };

    /// <summary>Whether files share capital out in the mode in which nobody enters anything.</summary>
    public static bool IsEmergency(TierRulebook rules) => rules.Tiers.All[0].Allocation is { Method: not null, Mode: AllocationMode.Emergency };

    private static TierRulebook InMode(TierRulebook rules, AllocationMode mode) => rules with
    {
        Tiers = new(rules.Tiers.All.Select(tier => tier with { Allocation = tier.Allocation with { Method = tier.Allocation.Method ?? AllocationMethod.Equal, Mode = mode } })),
    };

    private static TierTable Limits(TierTable tiers, decimal factor, int inFlight) => new(tiers.All.Select(tier => tier with
    {
        Limits = tier.Limits with { OrderNotionalMaxAccount = tier.Limits.OrderNotionalMaxAccount * factor, OrdersInFlightMax = Math.Max(3, tier.Limits.OrdersInFlightMax + inFlight) },
    }));

    private static TierTable Each(TierTable tiers, Func<StrategySpec, StrategySpec> change) => new(tiers.All.Select(tier => tier with { Strategies = [.. tier.Strategies.Select(change)] }));
}
