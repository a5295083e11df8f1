using NUnit.Framework;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Engine.Evaluation.Bars;

namespace TradingDaemon.Tests.Engine.Evaluation;

/// <summary>Bars built from recorded trades against the bars their sources published.</summary>
public sealed class BarBuilderRecordedTests
{
    [Test]
    public void Observe_IbmPrints_ReproducesThePublishedMinutes()
    {
        var minute = TimeSpan.FromMinutes(1);
        var prints = RecordedRows.Of("reference/aggregation/IBM_prints_20131007_20131008.csv.gz").ToArray();
        // The source takes prices from regular prints only, volume from all.
        var prices = Build(prints.Where(static row => row[4] == "1"), minute);
        var volumes = Build(prints, minute);
        var expected = RecordedRows.Of("reference/aggregation/IBM_expected_1m_20131007_20131008.csv.gz").Select(row => RecordedRows.ToBar(row, minute)).ToArray();

        var exact = expected.Count(bar => prices.TryGetValue(bar.StartTime, out var price) && volumes.TryGetValue(bar.StartTime, out var volume)
            && SamePrices(price, bar) && volume.Volume == bar.Volume);
        Assert.That((exact, expected.Length), Is.EqualTo((772, 780)));
    }

    [Test]
    public void Observe_XrpEthTrades_ReproducesEveryPublishedFiveMinutes()
    {
        var five = TimeSpan.FromMinutes(5);
        var built = Build(RecordedRows.Of("trades/crypto_tick_binance_XRPETH_20191011_20191013.csv.gz"), five);
        var expected = RecordedRows.Of("bars/crypto_5m_binance_XRPETH_20191011_20191013.csv.gz").Select(row => RecordedRows.ToBar(row, five)).ToArray();
        var traded = expected.Where(static bar => bar.Volume > 0).ToArray();

        Assert.That(traded, Has.Length.EqualTo(706));
        foreach (var bar in traded)
        {
            Assert.That(SamePrices(built[bar.StartTime], bar), Is.True, $"{bar} was built as {built[bar.StartTime]}");
            Assert.That(built[bar.StartTime].Volume, Is.EqualTo(bar.Volume).Within(1e-9).Percent);
        }

        Assert.That(expected.Except(traded).Any(bar => built.ContainsKey(bar.StartTime)), Is.False, "an empty interval makes no bar");
    }

    private static bool SamePrices(Bar left, Bar right) =>
        left.Open == right.Open && left.High == right.High && left.Low == right.Low && left.Close == right.Close;

    private static Dictionary<DateTimeOffset, Bar> Build(IEnumerable<string[]> trades, TimeSpan interval)
    {
        var builder = new BarBuilder(interval);
        var bars = new Dictionary<DateTimeOffset, Bar>();
        foreach (var row in trades)
        {
            builder.Observe(RecordedRows.Time(row[0]).UtcTicks, RecordedRows.Number(row[2]), RecordedRows.Number(row[3]), BarSource.Trade);
            if (builder.HasClosed) bars.Add(builder.Closed.StartTime, builder.Closed);
        }

        builder.AdvanceTo(DateTimeOffset.MaxValue.UtcTicks);
        if (builder.HasClosed) bars.Add(builder.Closed.StartTime, builder.Closed);
        return bars;
    }
}
