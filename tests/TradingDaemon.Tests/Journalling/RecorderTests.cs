using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Engine.Books;
using TradingDaemon.Journalling;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Journalling;

public sealed class RecorderTests
{
    /// <summary>Bug: an engine that had failed, and a strategy that had been disabled, stayed on the board after they went on.</summary>
    [Test]
    public void Record_OfWhatGoesOn_EndsItsAlert()
    {
        using var boards = new Boards();
        var recorder = new Recorder(boards.Metrics, boards.Alerts, NullLogger<Recorder>.Instance);
        Record(new Fact.StateChanged(EngineState.Running, EngineState.Faulted, "A fault."));
        Record(new Fact.StrategyMoved(new StrategyId("alpha"), StrategyCondition.Disabled, "Too many losses."));
        Assert.That(Keys(), Is.EquivalentTo(new[] { "engine", "strategy:alpha" }));
        Record(new Fact.StateChanged(EngineState.Faulted, EngineState.Running, "Cleared."));
        Record(new Fact.StrategyMoved(new StrategyId("alpha"), StrategyCondition.Running, "An operator said so."));
        Assert.That(Keys(), Is.Empty);

        void Record(Fact fact) => recorder.Record([new RecordedFact(1, boards.Clock.GetUtcNow(), fact)]);

        IEnumerable<string> Keys() => boards.Alerts.Recent.Select(static alert => alert.Key);
    }

    [Test]
    public void Record_AModeThatLossesAskFor_IsAnAlertUntilItIsNormal()
    {
        using var boards = new Boards();
        var (log, at) = (new FieldLog(), boards.Clock.GetUtcNow());
        var recorder = new Recorder(boards.Metrics, boards.Alerts, log);
        recorder.Record([new RecordedFact(1, at, new Fact.AllocationModeMoved(AllocationMode.Normal, AllocationMode.Emergency, "Equity is 15 % below its peak."))]);
        Assert.That(boards.Alerts.Recent.Single(static alert => alert.Key == "allocation").Text, Does.Contain("Emergency").And.Contain("No strategy enters anything"));
        recorder.Record([new RecordedFact(2, at, new Fact.AllocationModeMoved(AllocationMode.Emergency, AllocationMode.Normal, "Regained.")), new RecordedFact(3, at, new Fact.CapitalRebalanced("hunter", "b", [new CapitalShare("alpha", null, 0.4m), new CapitalShare("beta", 0.3m, 0.2m)], "r"))]);
        Assert.That(boards.Alerts.Recent, Is.Empty);
        Assert.That(log.Lines.Last().Fields["Shares"], Is.EqualTo("alpha none -> 0.4, beta 0.3 -> 0.2"));
    }

    [Test]
    public void Record_ALockOutAtLevelOne_IsAWarningThatNamesItsEnd()
    {
        using var boards = new Boards();
        var at = boards.Clock.GetUtcNow();
        var moved = new Fact.TiltMoved(new StrategyId("alpha"), TiltMove.Noticed, 30, at, 1m, "2 anomalies.");
        new Recorder(boards.Metrics, boards.Alerts, NullLogger<Recorder>.Instance).Record([new RecordedFact(1, at, moved with { LockedUntil = at.AddMinutes(5) })]);
        var alert = boards.Alerts.Recent.Single();
        Assert.That((alert.Key, alert.Severity), Is.EqualTo(("tilt:alpha", AlertSeverity.Warning)));
        Assert.That(alert.Text, Does.Contain($"enters nothing until {at.AddMinutes(5):u}"));
    }

    /// <summary>Bug: capital kept back, strategies disabled and lock-outs outlived a restart, and the alerts of them did not.</summary>
    [Test]
    public void Begin_WithWhatStillStands_RaisesItsAlerts_AndTheFactsThatEndItEndThem()
    {
        using var boards = new Boards();
        var (bench, at) = (AccountBench.Running(TestMarket.Setup(TestMarket.Spec(), TestMarket.Spec("beta"), TestMarket.Spec("gamma")) with { Tilt = new TiltPolicy() }), boards.Clock.GetUtcNow());
        var (alpha, beta, gone) = (new StrategyId("alpha"), new StrategyId("beta"), new StrategyId("gone"));
        var books = new AccountState
        {
            AllocationMode = AllocationMode.Emergency,
            StrategyConditions = ImmutableSortedDictionary<string, StrategyCondition>.Empty.Add("alpha", StrategyCondition.Disabled).Add("gamma", StrategyCondition.Paused).Add("gone", StrategyCondition.Disabled),
            Tilts = [Locked(alpha, 0), Locked(beta, 1), Locked(gone, 1)],
        };
        var recorder = new Recorder(boards.Metrics, boards.Alerts, NullLogger<Recorder>.Instance);
        recorder.Begin(books, bench.Setup, at);
        Assert.That(boards.Alerts.Recent.Select(static alert => $"{alert.Severity} {alert.Key}: {alert.Text}"), Is.EquivalentTo(new[]
        {
            "Warning allocation: Capital is shared out in the mode Emergency: asked for by losses before this start. No strategy enters anything.",
            "Warning strategy:alpha: Strategy alpha is disabled: it was before this start.",
            $"Warning tilt:beta: beta enters nothing until {at.AddTicks(1):u}: 6 anomalies.",
        }));
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, "beta");
        recorder.Record([.. bench.Recorded.Where(static recorded => recorded.Fact is Fact.OrderIntended), .. new Fact[] { new Fact.StrategyMoved(alpha, StrategyCondition.Running, "r"), new Fact.AllocationModeMoved(AllocationMode.Emergency, AllocationMode.Normal, "r") }.Select(fact => new RecordedFact(9, at, fact))]);
        Assert.That(boards.Alerts.Recent, Is.Empty);

        TraderTilt Locked(StrategyId trader, long ticks) => new() { Trader = trader.Text, LockedUntil = at.AddTicks(ticks), Reason = "6 anomalies." };
    }

    private static IEnumerable<TestCaseData> Measures()
    {
        var (at, policy) = (TestMarket.Start, new TiltPolicy());
        var halved = new TraderTilt { Trader = "alpha", SmallerUntil = at + policy.SmallerFor, SmallerFactor = 0.5m, Reason = "4 anomalies." };
        var noticed = new TraderTilt { Trader = "alpha", NoticedUntil = at + policy.NoticeFor, Reason = "2 anomalies." };
        var recovering = new TraderTilt { Trader = "alpha", LockedUntil = at, Stage = 1, StageSizeFactor = 0.25m, Reason = "6 anomalies." };
        yield return Case("halved", halved, $"Warning tilt:alpha: alpha enters at 50 % of its size until {halved.SmallerUntil:u}: 4 anomalies.");
        yield return Case("noticed", noticed, $"Info tilt:alpha: alpha behaves as one does on tilt until {noticed.NoticedUntil:u}: 2 anomalies.");
        yield return Case("recovering", recovering, "Warning tilt:alpha: alpha enters at 25 % of its size until it has recovered: 6 anomalies.");
        yield return Case("recovering and halved", halved with { Stage = 1, StageSizeFactor = 0.75m }, $"Warning tilt:alpha: alpha enters at 50 % of its size until {halved.SmallerUntil:u}: 4 anomalies.");
        yield return Case("halved and recovering", halved with { Stage = 1, StageSizeFactor = 0.25m }, "Warning tilt:alpha: alpha enters at 25 % of its size until it has recovered: 4 anomalies.");

        static TestCaseData Case(string name, TraderTilt tilt, string told) => new TestCaseData(tilt, told).SetArgDisplayNames(name);
    }

    /// <summary>Bug: of measures of tilt below a lock no alert stood after a restart.</summary>
    [TestCaseSource(nameof(Measures))]
    public void Begin_WithAMeasureBelowALock_RaisesItsAlertAgain_UnlessAnEntryHadEndedIt(TraderTilt tilt, string told)
    {
        var (at, setup) = (TestMarket.Start, TestMarket.Setup(TestMarket.Spec()) with { Tilt = new TiltPolicy() });
        Assert.That(Alerts(tilt, at), Is.EqualTo(new[] { told }));
        Assert.That(Alerts(Entered(0), at), Is.EqualTo(new[] { told }), "the entry it was found by");
        Assert.That(Alerts(Entered(1), at.AddTicks(1)), Is.Empty, "an entry after it");
        Assert.That(Alerts(tilt with { Stage = 0, StageSizeFactor = null }, at.AddYears(1)), Is.Empty, "it is over");

        TraderTilt Entered(long ticks) => tilt with { Entries = [new TiltEntry(at.AddHours(-1), "USD", 1m), new TiltEntry(at.AddTicks(ticks), "USD", 1m)] };

        IEnumerable<string> Alerts(TraderTilt state, DateTimeOffset now)
        {
            using var boards = new Boards();
            new Recorder(boards.Metrics, boards.Alerts, NullLogger<Recorder>.Instance).Begin(new AccountState { Tilts = [state] }, setup, now);
            return [.. boards.Alerts.Recent.Select(static alert => $"{alert.Severity} {alert.Key}: {alert.Text}")];
        }
    }

    [Test]
    public void Begin_WithLockOutsNobodyKeepsAnyMore_OrNothingAtAll_RaisesNothing()
    {
        using var boards = new Boards();
        var recorder = new Recorder(boards.Metrics, boards.Alerts, NullLogger<Recorder>.Instance);
        recorder.Begin(new AccountState { Tilts = [new TraderTilt { Trader = "alpha", LockedUntil = DateTimeOffset.MaxValue }] }, TestMarket.Setup(), boards.Clock.GetUtcNow());
        recorder.Begin(new AccountState(), TestMarket.Setup(TestMarket.Spec()) with { Tilt = new TiltPolicy() }, boards.Clock.GetUtcNow());
        Assert.That(boards.Alerts.Recent, Is.Empty);
    }

    /// <summary>Bug: where an order went, and where it was filled, was in no field of either event.</summary>
    [Test]
    public void Record_OfAnOrderAndItsFill_NamesTheVenueInAFieldOfEach()
    {
        using var boards = new Boards();
        var log = new FieldLog();
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        new Recorder(boards.Metrics, boards.Alerts, log).Record(bench.Recorded);
        Assert.That(log.Lines.Where(static line => line.Fields.ContainsKey("Venue")).Select(static line => (line.Event, line.Fields["Venue"], line.Fields["Symbol"])),
            Is.EqualTo(new (string?, object?, object?)[] { ("OrderIntended", "simulated", "IBM"), ("TradeExecuted", "simulated", "IBM") }));
    }

    [Test]
    public void Record_WithRoutingOn_TellsTheExecutionEventsWithTheirFields_AndNoneWithItOff([Values] bool isOn)
    {
        using var boards = new Boards();
        var log = new FieldLog();
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec() with { SlippageMaxFraction = 0.01m }) with { Routing = new RoutingPolicy { IsSmart = isOn } });
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        bench.Quote(TestMarket.Eth, 9m, 10m);
        bench.Signal(SignalKind.Buy, TestMarket.Eth);
        new Recorder(boards.Metrics, boards.Alerts, log) { TellsExecution = isOn, Uid = "anna", Tenant = "desk" }.Record(bench.Recorded);
        var told = log.Lines.Where(static line => line.Event?.StartsWith("exec.", StringComparison.Ordinal) == true).ToList();
        Assert.That(told.Select(static line => line.Event), Is.EqualTo(isOn
            ? new[] { "exec.intent_received", "exec.smart_routing", "exec.risk_decision", "exec.dry_run_accept", "exec.order_status", "exec.portfolio_history_written", "exec.intent_received", "exec.smart_routing" }
            : []));
        if (!isOn) return;
        Assert.That(Fields(told[1]), Is.EqualTo(new object?[] { true, false, 0.0005m, "IBM" }));
        Assert.That(told[1].Fields["Reason"]?.ToString(), Does.StartWith("Spread 0.050").And.Contain("at or below 0.100"));
        Assert.That(Fields(told[^1]), Is.EqualTo(new object?[] { false, true, 1m / 9.5m, "ETH/USD" }));
        // Bug: what became no order told neither whose it was nor anything readable.
        Assert.That((told[^2].Fields["Uid"], told[^2].Fields["TenantId"], told[^2].Fields.ContainsKey("Qty"), told[^2].Fields.ContainsKey("OrderId")), Is.EqualTo(((object?)"anna", (object?)"desk", false, false)));
        Assert.That(told[^1].Fields["Reason"]?.ToString(), Does.StartWith("Wait: spread 10.526").And.Contain("is above 0.200"));

        static object?[] Fields((string? Event, IReadOnlyDictionary<string, object?> Fields) line) => [line.Fields["ShouldExecute"], line.Fields["Downgraded"], line.Fields["SpreadPct"], line.Fields["Symbol"]];
    }

    /// <summary>Bug: the alert of an order that was filled in the simulation alone ended only with a restart; it ends when nothing of its instrument is held there any more.</summary>
    [Test]
    public void Record_OfASimulatedHoldingThatIsClosed_EndsTheAlertsOfItsOrders([Values] bool isHeldFromBefore)
    {
        using var boards = new Boards();
        var recorder = new Recorder(boards.Metrics, boards.Alerts, NullLogger<Recorder>.Instance);
        recorder.Begin(new AccountState { FallbackNetBase = ImmutableSortedDictionary<string, decimal>.Empty.Add("IBM", isHeldFromBefore ? 2m : 0m) }, TestMarket.Setup(), boards.Clock.GetUtcNow());
        Fill("a-1", "IBM", OrderSide.Buy, 3m);
        Fill("a-2", "IBM", OrderSide.Buy, 1m);
        Fill("a-3", "AAPL", OrderSide.Buy, 1m);
        Assert.That(Keys(), Is.EquivalentTo(new[] { "break:fallback:order a-1", "break:fallback:order a-2", "break:fallback:order a-3" }));
        Fill("a-4", "IBM", OrderSide.Sell, 4m, isOpening: false);
        Assert.That(Keys(), Has.Count.EqualTo(isHeldFromBefore ? 3 : 1));
        if (isHeldFromBefore) Fill("a-5", "IBM", OrderSide.Sell, 2m, isOpening: false);
        Assert.That(Keys(), Is.EqualTo(new[] { "break:fallback:order a-3" }));

        void Fill(string id, string symbol, OrderSide side, decimal quantity, bool isOpening = true)
        {
            var fill = new Fill
            {
                ExecutionId = $"fallback-{id}", ExecutionSequence = 1, ClientOrderId = new ClientOrderId(id), Venue = FallbackBook.Venue, Symbol = new Symbol(symbol), Side = side, Price = Price.From(1m),
                Quantity = Quantity.From(quantity), Fee = new Money(0m, Currency.Usd), Liquidity = Liquidity.Taker, At = boards.Clock.GetUtcNow(), IsSimulated = true,
            };
            Fact[] facts = [new Fact.BreakFound(FallbackBook.Venue, $"order {id}", "asked for", "never had it", "filled in simulation only"), new Fact.FillBooked(fill, new StrategyId("alpha"), OrderStatus.Filled)];
            recorder.Record([.. facts.Skip(isOpening ? 0 : 1).Select((fact, index) => new RecordedFact(index + 1, boards.Clock.GetUtcNow(), fact))]);
        }

        List<string> Keys() => [.. boards.Alerts.Recent.Select(static alert => alert.Key)];
    }

    private sealed class FieldLog : ILogger<Recorder>
    {
        public List<(string? Event, Dictionary<string, object?> Fields)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add((eventId.Name, ((IEnumerable<KeyValuePair<string, object?>>)state!).ToDictionary()));
    }
}
