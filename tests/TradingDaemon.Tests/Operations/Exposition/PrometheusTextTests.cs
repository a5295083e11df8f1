using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using NUnit.Framework;
using TradingDaemon.Operations.Exposition;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Exposition;

public sealed class PrometheusTextTests
{
    [Test]
    public void Text_LabelValueWithEveryAwkwardCharacter_IsEscaped()
    {
        using var boards = new Boards();
        boards.Metrics.Feed("a\\b\"c\nd").Received(1);
        Assert.That(boards.Text(), Does.Contain("tradingdaemon_ticks_received_total{feed=\"a\\\\b\\\"c\\nd\"} 1\n"));
    }

    [Test]
    public void Text_PrometheusText_NamesTheCounterWithTotalAndHasNoEnd()
    {
        using var boards = new Boards();
        var text = boards.Text();
        Assert.That(text, Does.Contain("# HELP tradingdaemon_orders_total Orders decided.\n# TYPE tradingdaemon_orders_total counter\ntradingdaemon_orders_total 0\n"));
        Assert.That(text, Does.Not.Contain("# UNIT").And.Not.Contain("# EOF"));
    }

    [Test]
    public void Text_OpenMetrics_NamesTheFamilyWithoutTotalAndEnds()
    {
        using var boards = new Boards();
        boards.Metrics.JournalCommitted(TimeSpan.FromSeconds(1), 2);
        var text = boards.Text(ExpositionFormat.OpenMetrics);
        Assert.That(text, Does.Contain("# TYPE tradingdaemon_orders counter\ntradingdaemon_orders_total 0\n"));
        Assert.That(text, Does.Contain("# UNIT tradingdaemon_journal_commit_seconds seconds\n").And.Contain("# UNIT tradingdaemon_gc_pause_seconds seconds\n"));
        Assert.That(text, Does.Contain("le=\"1.0\"").And.Contain("le=\"0.0001\"").And.Contain("le=\"+Inf\""));
        Assert.That(text, Does.EndWith("\n# EOF\n"));
    }

    [Test]
    public void Text_Histogram_IsCumulativeAndItsLastBucketIsItsCount([Values(1, 2, 3)] int seed)
    {
        TestContext.Out.WriteLine($"seed {seed}");
        using var boards = new Boards();
        var random = new Random(seed);
        for (var index = 0; index < 500; index++) boards.Metrics.TickBecameOrder(TimeSpan.FromSeconds(Math.Exp(random.NextDouble() * 16 - 13)));
        var counts = Regex.Matches(boards.Text(), "tradingdaemon_tick_to_order_seconds_bucket\\{le=\"[^\"]+\"\\} ([0-9]+)\n").Select(match => long.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.That(counts, Is.Ordered);
        Assert.That(counts, Has.Length.EqualTo(17));
        Assert.That(counts[^1], Is.EqualTo(500));
    }

    [Test]
    public void Text_InstrumentsOfForeignShape_AreStillLegal()
    {
        using var boards = new Boards();
        var meter = boards.Metrics.Meter;
        meter.CreateObservableGauge("odd.name-1", static () => double.PositiveInfinity);
        meter.CreateObservableGauge("nan.gauge", static () => double.NaN);
        meter.CreateObservableGauge("minus.gauge", static () => double.NegativeInfinity, null, "a \\ and a \n\"break\"");
        meter.CreateCounter<double>("odd.counter", "s").Add(1.5, new KeyValuePair<string, object?>("le.bel", null));
        meter.CreateUpDownCounter<long>("odd.updown").Add(-2);
        meter.CreateUpDownCounter<double>("odd.updown2").Add(-2.5);
        var (text, open) = (boards.Text(), boards.Text(ExpositionFormat.OpenMetrics));
        Assert.That(text, Does.Contain("odd_name_1 +Inf\n").And.Contain("nan_gauge NaN\n").And.Contain("minus_gauge -Inf\n"));
        Assert.That(text, Does.Contain("odd_counter_total{le_bel=\"\"} 1.5\n").And.Contain("# TYPE odd_updown gauge\nodd_updown -2\n").And.Contain("odd_updown2 -2.5\n"));
        Assert.That(text, Does.Contain("# HELP minus_gauge a \\\\ and a \\n\"break\"\n"));
        Assert.That(open, Does.Contain("# HELP minus_gauge a \\\\ and a \\n\\\"break\\\"\n"));
        Assert.That(PrometheusText.Name("1st"), Is.EqualTo("_1st"));
    }
}
