using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Status;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Metrics;

[NonParallelizable] // another thread's collection counts against the thread that is measured
public sealed class DaemonMetricsTests
{
    [Test]
    public void Received_TwoFeeds_AreCountedApartWithTheirAge()
    {
        using var boards = new Boards();
        var (a, b) = (boards.Metrics.Feed("a"), boards.Metrics.Feed("b"));
        boards.Metrics.Feed("silent");
        a.Received(3);
        b.Received(2);
        boards.Clock.Advance(TimeSpan.FromSeconds(4));
        b.Received(1);
        a.Reconnected();
        var text = boards.Text();
        Assert.That(text, Does.Contain("tradingdaemon_ticks_received_total{feed=\"a\"} 3\n").And.Contain("tradingdaemon_ticks_received_total{feed=\"b\"} 3\n"));
        Assert.That(text, Does.Contain("tradingdaemon_feed_data_age_seconds{feed=\"a\"} 4\n").And.Contain("tradingdaemon_feed_data_age_seconds{feed=\"b\"} 0\n"));
        Assert.That(text, Does.Not.Contain("tradingdaemon_feed_data_age_seconds{feed=\"silent\"}"));
        Assert.That(text, Does.Contain("tradingdaemon_feed_reconnections_total{feed=\"a\"} 1\n"));
        Assert.That(boards.Metrics.Counts().Ticks, Is.EqualTo(6));
    }

    [Test]
    public void Failed_TwoVenues_AreCountedApartByKind()
    {
        using var boards = new Boards();
        var (kraken, paper) = (boards.Metrics.Venue("kraken"), boards.Metrics.Venue("alpaca-paper"));
        kraken.Failed(VenueFaultKind.Retry);
        kraken.Failed(VenueFaultKind.Retry);
        paper.Failed(VenueFaultKind.Authentication);
        paper.StreamLost();
        var text = boards.Text();
        foreach (var (venue, kind, count) in new[] { ("kraken", "retry", 2), ("kraken", "authentication", 0), ("alpaca-paper", "retry", 0), ("alpaca-paper", "authentication", 1) })
            Assert.That(text, Does.Contain($"tradingdaemon_venue_faults_total{{kind=\"{kind}\",venue=\"{venue}\"}} {count}\n"));
        Assert.That(text, Does.Contain("tradingdaemon_venue_streams_lost_total{venue=\"kraken\"} 0\n").And.Contain("tradingdaemon_venue_streams_lost_total{venue=\"alpaca-paper\"} 1\n"));
    }

    [Test]
    public void Text_BeforeAnythingHappened_HasEveryReasonRuleAndEventAtZero()
    {
        using var boards = new Boards();
        var text = boards.Text();
        foreach (var reason in Enum.GetValues<TickRejection>()) Assert.That(text, Does.Contain($"tradingdaemon_ticks_dropped_total{{reason=\"{MetricNames.Label(reason)}\"}} 0\n"));
        foreach (var rule in Enum.GetValues<RiskRule>()) Assert.That(text, Does.Contain($"tradingdaemon_refusals_total{{rule=\"{MetricNames.Label(rule)}\"}} 0\n"));
        foreach (var kind in Enum.GetValues<OrderEventKind>()) Assert.That(text, Does.Contain($"tradingdaemon_order_events_total{{event=\"{MetricNames.Label(kind)}\"}} 0\n"));
        Assert.That(text, Does.Contain("reason=\"out_of_order\"").And.Contain("rule=\"strategy_exposure_max\""));
    }

    [Test]
    public void Recorded_FactsOfEveryKind_AreCounted()
    {
        using var boards = new Boards();
        foreach (var fact in Facts.OfEveryKind()) boards.Metrics.Recorded(fact);
        boards.Metrics.TickDropped(TickRejection.Crossed, 5);
        var (text, counts) = (boards.Text(), boards.Metrics.Counts());
        Assert.That(text, Does.Contain("tradingdaemon_refusals_total{rule=\"daily_loss_max\"} 1\n"));
        Assert.That(text, Does.Contain("tradingdaemon_orders_total 1\n"));
        Assert.That(text, Does.Contain("tradingdaemon_order_events_total{event=\"acknowledged\"} 1\n"));
        Assert.That(text, Does.Contain("tradingdaemon_order_events_total{event=\"fill_partial\"} 1\n").And.Contain("tradingdaemon_order_events_total{event=\"fill_completed\"} 1\n"));
        Assert.That(text, Does.Contain("tradingdaemon_fills_total{simulated=\"true\"} 1\n").And.Contain("tradingdaemon_fills_total{simulated=\"false\"} 1\n"));
        Assert.That(text, Does.Contain("tradingdaemon_reconciliation_breaks_total{venue=\"simulated\"} 1\n"));
        Assert.That((counts.Orders, counts.Fills), Is.EqualTo((1L, 2L)));
        Assert.That(counts.Refused, Is.EquivalentTo(new Dictionary<string, long> { ["daily_loss_max"] = 1 }));
        Assert.That(counts.Dropped, Is.EquivalentTo(new Dictionary<string, long> { ["crossed"] = 5 }));
    }

    [Test]
    public void Signalled_KindAndStrategy_AreLabels()
    {
        using var boards = new Boards();
        var strategy = boards.Metrics.Strategy(new StrategyId("ma"));
        strategy.Signalled(SignalKind.Buy);
        strategy.Signalled(SignalKind.CloseAll);
        strategy.Signalled(SignalKind.CloseAll);
        strategy.Faulted();
        strategy.Evaluated(TimeSpan.FromMicroseconds(50));
        var text = boards.Text();
        Assert.That(text, Does.Contain("tradingdaemon_signals_total{strategy=\"ma\",kind=\"buy\"} 1\n").Or.Contain("tradingdaemon_signals_total{kind=\"buy\",strategy=\"ma\"} 1\n"));
        Assert.That(text, Does.Match("tradingdaemon_signals_total\\{[^}]*kind=\"close_all\"[^}]*\\} 2\n"));
        Assert.That(text, Does.Contain("tradingdaemon_strategy_faults_total{strategy=\"ma\"} 1\n"));
        Assert.That(text, Does.Contain("tradingdaemon_strategy_evaluation_seconds_bucket{strategy=\"ma\",le=\"0.0001\"} 1\n"));
        Assert.That(boards.Metrics.Counts().Signals, Is.EqualTo(3));
    }

    [Test]
    public void Strategy_MoreThanTheBound_ShareOneNamedOther()
    {
        using var boards = new Boards();
        for (var index = 0; index < 300; index++) boards.Metrics.Strategy(new StrategyId($"s{index}")).Signalled(SignalKind.Buy);
        var text = boards.Text();
        Assert.That(text, Does.Match("tradingdaemon_signals_total\\{[^}]*strategy=\"other\"[^}]*\\} 45\n"), "255 names of their own, 45 share one");
        Assert.That(text, Does.Not.Contain("otel_metric_overflow"));
        var (again, first) = (boards.Metrics.Strategy(new StrategyId("s7")), boards.Metrics.Strategy(new StrategyId("s7")));
        Assert.That(again, Is.SameAs(first));
    }

    [Test]
    public void AddChannel_DepthWaitAndCapacity_AreExported()
    {
        using var boards = new Boards();
        var depth = 0;
        var channel = boards.Metrics.AddChannel("signals", 4096, () => depth);
        depth = 17;
        channel.Waited(TimeSpan.FromMilliseconds(3));
        var text = boards.Text();
        Assert.That(text, Does.Contain("tradingdaemon_queue_depth{channel=\"signals\"} 17\n").And.Contain("tradingdaemon_queue_capacity{channel=\"signals\"} 4096\n"));
        Assert.That(text, Does.Contain("tradingdaemon_queue_wait_seconds_bucket{channel=\"signals\",le=\"0.0025\"} 0\n").And.Contain("tradingdaemon_queue_wait_seconds_bucket{channel=\"signals\",le=\"0.005\"} 1\n"));
        Assert.That(boards.Metrics.Queues(), Is.EqualTo(new[] { new QueueLine("signals", 17, 4096) }));
    }

    [Test]
    public void StageTook_EveryStage_IsAHistogramAndAQuantile()
    {
        using var boards = new Boards();
        foreach (var stage in Enum.GetValues<Stage>()) boards.Metrics.StageTook(stage, TimeSpan.FromMilliseconds(2));
        boards.Metrics.TickBecameOrder(TimeSpan.FromMilliseconds(8));
        boards.Metrics.MessageProcessed(TimeSpan.FromMilliseconds(1));
        var text = boards.Text();
        foreach (var stage in new[] { "evaluate", "signal_wait", "decide", "journal", "dispatch" }) Assert.That(text, Does.Contain($"tradingdaemon_stage_seconds_count{{stage=\"{stage}\"}} 1\n"));
        Assert.That(text, Does.Contain("tradingdaemon_tick_to_order_seconds_bucket{le=\"0.01\"} 1\n").And.Contain("tradingdaemon_tick_to_order_seconds_bucket{le=\"+Inf\"} 1\n"));
        Assert.That(text, Does.Contain("tradingdaemon_message_processing_seconds_sum 0.001\n"));
        Assert.That(boards.Metrics.Latencies().Select(line => line.Stage), Is.EqualTo(new[] { "evaluate", "signal_wait", "decide", "journal", "dispatch", "tick_to_order" }));
        Assert.That(boards.Metrics.Latencies()[^1].MaxMilliseconds, Is.EqualTo(8));
    }

    [Test]
    public void CheckpointWritten_AgeGrowsUntilTheNext()
    {
        using var boards = new Boards();
        Assert.That(boards.Text(), Does.Not.Contain("tradingdaemon_checkpoint_age_seconds "));
        boards.Metrics.CheckpointWritten(TimeSpan.FromMilliseconds(20));
        boards.Metrics.CheckpointFailed();
        boards.Metrics.JournalCommitted(TimeSpan.FromMilliseconds(1), 12);
        boards.Clock.Advance(TimeSpan.FromSeconds(61));
        var text = boards.Text();
        Assert.That(text, Does.Contain("tradingdaemon_checkpoint_age_seconds 61\n"));
        Assert.That(text, Does.Contain("tradingdaemon_checkpoints_total{outcome=\"written\"} 1\n").And.Contain("tradingdaemon_checkpoints_total{outcome=\"failed\"} 1\n"));
        Assert.That(text, Does.Contain("tradingdaemon_journal_batch_facts_bucket{le=\"16\"} 1\n").And.Contain("tradingdaemon_journal_commit_seconds_count 1\n"));
    }

    [Test]
    public void Text_PublishedStatus_IsExportedAndMissingAmountsAreAbsent()
    {
        using var boards = new Boards();
        Assert.That(boards.Text(), Does.Not.Contain("tradingdaemon_equity "), "an unknown amount is no sample, never 0");
        boards.Status.Publish(Samples.Status(boards.Clock.GetUtcNow()));
        var text = boards.Text();
        Assert.That(text, Does.Contain("tradingdaemon_equity 10123.45\n").And.Contain("tradingdaemon_cash{currency=\"USD\",venue=\"simulated\"} 9000.5\n").And.Contain("tradingdaemon_realized_pnl -3.25\n").And.Contain("tradingdaemon_fees_paid 1.5\n"));
        Assert.That(text, Does.Not.Contain("tradingdaemon_unrealized_pnl "));
        Assert.That(text, Does.Contain("tradingdaemon_positions 1\n").And.Contain("tradingdaemon_orders{state=\"unknown\"} 1\n").And.Contain("tradingdaemon_orders{state=\"open\"} 0\n"));
        Assert.That(text, Does.Not.Contain("tradingdaemon_orders{state=\"filled\"}"));
        Assert.That(text, Does.Contain("tradingdaemon_engine_state{state=\"running\"} 1\n").And.Contain("tradingdaemon_engine_state{state=\"faulted\"} 0\n"));
        Assert.That(text, Does.Contain("tradingdaemon_strategies{condition=\"running\"} 1\n").And.Contain("tradingdaemon_strategy_running{strategy=\"mr\"} 0\n"));
    }

    [Test]
    public void Text_Boards_AreExported()
    {
        using var boards = new Boards();
        boards.Health.Register("engine", HealthRole.Loop).Beat();
        boards.Health.Register("clock", HealthRole.Dependency, limits: HealthLimits.NoHeartbeat).Critical("3 s off");
        boards.Alerts.Raise("k", AlertSeverity.Warning, "w");
        boards.Clock.Advance(TimeSpan.FromSeconds(2));
        var text = boards.Text();
        Assert.That(text, Does.Contain("tradingdaemon_health_level{component=\"engine\"} 1\n").And.Contain("tradingdaemon_health_level{component=\"clock\"} 4\n"));
        Assert.That(text, Does.Contain("tradingdaemon_component_silence_seconds{component=\"engine\"} 2\n"));
        Assert.That(text, Does.Contain("tradingdaemon_alerts_total{severity=\"warning\"} 1\n").And.Contain("tradingdaemon_alerts_kept 1\n").And.Contain("tradingdaemon_alert_send_failures_total 0\n"));
    }

    [Test]
    public void Text_Process_HasPlausibleFigures()
    {
        using var boards = new Boards();
        var text = boards.Text();
        Assert.That(text, Does.Match("tradingdaemon_process_resident_memory_bytes [1-9][0-9]{6,}\n").And.Match("tradingdaemon_process_threads [1-9]").And.Match("tradingdaemon_gc_allocated_bytes_total [1-9]"));
        Assert.That(text, Does.Contain("tradingdaemon_gc_collections_total{generation=\"2\"}").And.Contain("tradingdaemon_build_info{"));
        if (OperatingSystem.IsLinux()) Assert.That(text, Does.Match("tradingdaemon_process_open_fds [1-9]"));
    }

    [Test]
    public void Text_TwoDaemonsInOneProcess_DoNotMix()
    {
        using var one = new Boards();
        using var two = new Boards();
        one.Metrics.Feed("a").Received(1);
        one.Metrics.TickBecameOrder(TimeSpan.FromMilliseconds(1));
        Assert.That(two.Text(), Does.Not.Contain("feed=\"a\"").And.Not.Contain("tradingdaemon_tick_to_order_seconds_count 1"));
        Assert.That(one.Text(), Does.Contain("tradingdaemon_ticks_received_total{feed=\"a\"} 1\n"));
    }

    [Test]
    public void HotPaths_WhileBeingScraped_AllocateNothing()
    {
        using var boards = new Boards();
        var (feed, strategy, channel) = (boards.Metrics.Feed("a"), boards.Metrics.Strategy(new StrategyId("s")), boards.Metrics.AddChannel("c", 8, static () => 1));
        var refused = new Fact.SignalRefused(new StrategyId("s"), new Symbol("BTC-USD"), SignalKind.Buy, RiskRule.QuoteFresh, 1, 2, "");
        void Once()
        {
            feed.Received(1);
            boards.Metrics.TickDropped(TickRejection.Stale);
            strategy.Signalled(SignalKind.Buy);
            strategy.Evaluated(TimeSpan.FromMicroseconds(3));
            channel.Waited(TimeSpan.FromMicroseconds(30));
            boards.Metrics.StageTook(Stage.Decide, TimeSpan.FromMicroseconds(3));
            boards.Metrics.TickBecameOrder(TimeSpan.FromMicroseconds(300));
            boards.Metrics.MessageProcessed(TimeSpan.FromMicroseconds(3));
            boards.Metrics.JournalCommitted(TimeSpan.FromMicroseconds(300), 3);
            boards.Metrics.Recorded(refused);
        }

        for (var index = 0; index < 2_000; index++) Once();
        _ = boards.Text();
        Assert.That(Allocations.LeastOf(() => { for (var index = 0; index < 10_000; index++) Once(); }), Is.Zero);
    }
}
