using System.Collections.Immutable;
using NUnit.Framework;
using TradingDaemon.Cli.Screens;
using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Status;
using TradingDaemon.Operations.Tiers;

namespace TradingDaemon.Tests.Cli;

[TestFixture]
internal sealed class SummaryRendererTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    internal static DaemonStatus Example { get; } = new()
    {
        At = At,
        StartedAt = At.AddMinutes(-61.51),
        Versions = new("0.1.0", ".NET 10.0.1", "SQLite 3.40"),
        State = EngineState.Running,
        Tier = "hunter",
        Equity = Valuation.Of(10_012.34m),
        DayProfit = Valuation.Of(-5m),
        Realized = 1234.5m,
        Unrealized = Valuation.Missing("no quote for AAPL"),
        Fees = 0.42m,
        Positions = [new("ma-fast", "BTC/USD", 0.0012m, 60_000m, 61_000m, Valuation.Of(1.2m)), new("reversion", "AAPL", -3m, 200.5m, null, Valuation.Missing("no quote"))],
        OpenOrders = [new("id-1", "ma-fast", "BTC/USD", OrderSide.Buy, 0.1m, 0m, null, OrderStatus.Open, At)],
        Counts = new()
        {
            Ticks = 123_456,
            Dropped = new Dictionary<string, long> { ["crossed"] = 2, ["outlier"] = 7 }.ToImmutableSortedDictionary(),
            Orders = 12,
            Fills = 11,
            Refused = new Dictionary<string, long> { ["spread_gate"] = 3 }.ToImmutableSortedDictionary(),
        },
        Rates = new(120.04, 0.4, 0.1, 0.1),
        Queues = [new("signals", 3, 4096)],
        Latencies = [new("tick_to_order", 12, 0.5, 1.25, 2, 3)],
        Strategies = [new("ma-fast", "moving-average-crossover", StrategyCondition.Running, 2, 0, null)],
        Alerts = [new("disk", AlertSeverity.Warning, "Disk is filling.", 3, At, At, At, 0)],
    };

    [Test]
    public void Render_RunningDaemon_SaysTheEssentialsInSixLines() => Assert.That(SummaryRenderer.Render(Example).ReplaceLineEndings("\n"), Is.EqualTo("""
        03:04:05 Running, tier hunter, up 01:01:30
          equity     10,012.34 USD, today -5.00
          P&L        realized +1,234.50, unrealized unknown (no quote for AAPL), fees 0.42
          positions  2: BTC/USD +0.0012 @ 60000 +1.20 [ma-fast]; AAPL -3 @ 200.5 unknown (no quote) [reversion]
          orders     1 open; 12 decided, 11 fills, 3 refused (mostly spread_gate)
          rates      120.0 ticks/s, 0.40 signals/s, 0.10 orders/s; 123,456 ticks, 9 dropped (mostly outlier)

        """.ReplaceLineEndings("\n")));

    [Test]
    public void Render_LimitsInForce_SaysHowMuchOfThemIsUsed() => Assert.That(
        SummaryRenderer.Render(Example with { Limits = [new(RiskRule.DailyLossMax, 0.0312m, 0.05m), new(RiskRule.DrawdownMax, null, 0.2m), new(RiskRule.DailyTradesMax, 3m, 50m), new(RiskRule.PositionsMax, 2m, 10m)] }),
        Does.Contain("\n  limits     DailyLossMax 3.12% of 5%, DrawdownMax unknown of 20%, DailyTradesMax 3 of 50, PositionsMax 2 of 10\n"));

    [Test]
    public void Render_AVenueThatTellsWhatMayBeSpent_SaysItBesideTheCashThere() => Assert.That(
        SummaryRenderer.Render(Example with { Venues = [new("alpaca", "alpaca", "paper", ["AAPL"], ["AAPL"], ImmutableSortedDictionary<string, decimal>.Empty.Add("USD", 9_000.5m), null) { BuyingPower = new(At.AddSeconds(-10), "USD", 8_000m, 4_000.5m, null, 12m) }] }),
        Does.Contain("\n  alpaca     paper, 9000.5 USD, may spend 8000 on shares, 4000.5 on coins by its own word of 03:03:55, 12 sent since\n"));

    [Test]
    public void Render_GuardedPositions_SayWhereTheyAreCutAndWhatClosesThem()
    {
        var text = SummaryRenderer.Render(Example with
        {
            Positions =
            [
                new("ma-fast", "BTC/USD", 0.0012m, 60_000m, 61_000m, Valuation.Of(1.2m)) { StopQuote = 58_800m, TrailQuote = 60_100.5m, TargetQuote = 63_000m },
                new("reversion", "AAPL", -3m, 200.5m, null, Valuation.Of(0m)) { StopQuote = 204m, TrailQuote = 206m },
                new("momentum", "IBM", 2m, 100m, 98m, Valuation.Of(-4m)) { StopQuote = 98m, ClosedBy = "StopLoss" },
            ],
        });
        Assert.That(text, Does.Contain("BTC/USD +0.0012 @ 60000 +1.20, stop 60100.5, target 63000 [ma-fast]; AAPL -3 @ 200.5 0.00, stop 204 [reversion]; IBM +2 @ 100 -4.00, closed by its StopLoss [momentum]"));
    }

    [Test]
    public void Render_AStrategyOnTiltAndEntriesThatWait_SaysSo()
    {
        var text = SummaryRenderer.Render(Example with
        {
            EntriesWaiting = 3, Tilts = [new TiltLine("ma-fast", 3, 85, 6, 1m, At.AddMinutes(30), "6 anomalies"), new TiltLine("momentum", 0, 0, 1, 0.25m, null, "recovers") { DebtFraction = 0.0125m }],
        });
        Assert.That(text, Does.Contain("  tilt       ma-fast at level 3, 6 anomalies, score 85, entries at 100 %, none until 2026-01-02 03:34:05Z: 6 anomalies").Or.Contain("entries at 100%, none until 2026-01-02 03:34:05Z: 6 anomalies"));
        Assert.That(text, Does.Contain(", 1.25% of a trade to be earned back: recovers"));
        Assert.That(text, Does.Contain("momentum at level 0, 1 anomalies").And.Contain("  orders     1 open, 3 entries wait; 12 decided"));
    }

    [Test]
    public void Render_APositionUnderANameItsStrategyDoesNotTrade_SaysAsWhatItIsFound() => Assert.That(
        SummaryRenderer.Render(Example with { Positions = [Example.Positions[0] with { Symbol = "BTC/USD@coinbase", FoundAs = "BTC/USD" }] }), Does.Contain("1: BTC/USD@coinbase +0.0012 @ 60000 +1.20 [ma-fast, as BTC/USD]"));

    [Test]
    public void Render_CapitalAndAMigration_SaysSo()
    {
        var text = SummaryRenderer.Render(Example with
        {
            Capital = new CapitalLine(AllocationMode.Defensive, At, [new ShareLine("ma-fast", 0.2m, 0.4m), new ShareLine("momentum", 0.025m, 0.05m)]),
            NextTier = new NextTierLine(null, [], 0.4m) { Migration = new MigrationLine(At.AddDays(1), ["momentum"], 0.25m, 0.4m) },
        });
        Assert.That(text, Does.Contain("  capital    Defensive, shared out 2026-01-02 03:04:05Z: ma-fast 20 %, momentum 2.5 %"));
        Assert.That(text, Does.Contain("  tier       the highest; until 2026-01-03 03:04:05Z entries of new strategies (momentum) at 25 % of their size, of others at 40 %" + Environment.NewLine), "what counts of both, and nothing that does not");
    }

    /// <summary>Bug: the daemon was shown as running, with the words of its start, while the emergency stop let nothing leave.</summary>
    [TestCase(EmergencyState.Halted, "HALTED"), TestCase(EmergencyState.Reducing, "REDUCING")]
    public void Render_EmergencyStopPulled_SaysSoFirstWithWhoWhyAndWhen(EmergencyState state, string word)
    {
        var text = SummaryRenderer.Render(Example with { Emergency = new(state, At.AddMinutes(-3), "api", "prices look wrong", IsStored: false, IsFlattening: true) });
        Assert.That(text, Does.StartWith($"03:04:05 {word} by api since 2026-01-02 03:01:05Z (prices look wrong), positions are being closed, NOT STORED: a restart would forget it; engine Running, tier"));
        Assert.That(SummaryRenderer.Render(Example with { Emergency = new(EmergencyState.Active, At, "cli", "settled", true, false) }), Does.StartWith("03:04:05 Running, tier"));
    }

    /// <summary>Bug: why nothing was entered was to be seen in no status.</summary>
    [Test]
    public void Render_EntriesBlocked_SaysWhereWhySinceWhenAndWhatEndsIt()
    {
        var text = SummaryRenderer.Render(Example with
        {
            EntryBlocks = [new("sandbox", null, "clock_skew", "Its clock is off.", At.AddMinutes(-3), "a good measurement"), new("sandbox", "BTC/USD", "reject_loop", "Refused.", null, "its pause")],
        });
        Assert.That(text, Does.Contain("  no entries sandbox: clock_skew since 2026-01-02 03:01:05Z, Its clock is off. Ends with a good measurement."));
        Assert.That(text, Does.Contain("  no entries BTC/USD at sandbox: reject_loop, Refused. Ends with its pause."));
        var many = SummaryRenderer.Render(Example with { EntryBlocks = [.. Enumerable.Repeat(new BlockLine("v", null, "c", "r", At, "e"), 11)] });
        Assert.That(many, Does.Contain("no entries and 3 more"));
    }

    /// <summary>Bug: a venue named as its kind was left out in paper mode, which is how the documentation's own first file names it.</summary>
    [Test]
    public void Render_AVenueNamedAsItsKindInPaperMode_IsShown()
    {
        var cash = ImmutableSortedDictionary<string, decimal>.Empty.Add("USD", 12.5m);
        var text = SummaryRenderer.Render(Example with { Venues = [new("simulated", "simulated", "paper", [], [], cash, null), new("kraken", "kraken", "paper", ["BTC/USD"], [], cash, null)] });
        Assert.That(text, Does.Contain("  kraken     paper, 12.5 USD").And.Not.Contain("simulated"));
    }

    [Test]
    public void Render_ProcessJustStarted_HasNoNumbersItDoesNotKnow()
    {
        var text = SummaryRenderer.Render(DaemonStatus.Initial(At, new("0.1.0", "10", null)) with { StateReason = "recovering" });
        Assert.That(text, Does.Contain("Starting (recovering), tier none").And.Contain("unknown, not valued yet").And.Contain("positions  none"));
    }

    [Test]
    public void Render_ManyPositions_ShowsAFewAndCountsTheRest()
    {
        var many = Enumerable.Range(0, 20).Select(static i => new PositionLine("s", $"S{i}", 1m, 1m, 1m, Valuation.Of(0m)));
        var text = SummaryRenderer.Render(Example with { Positions = [.. many] });
        Assert.That(text, Does.Contain("20: S0 ").And.Contain("S7").And.Contain("and 12 more").And.Not.Contain("S8"));
    }
}
