using NUnit.Framework;
using TradingDaemon.Strategies.Indicators;
using static TradingDaemon.Tests.Strategies.Support.SharedData;

namespace TradingDaemon.Tests.Strategies.Indicators;

/// <summary>Indicators against values others published. Tolerances are the source's own rounding.</summary>
public sealed class PublishedValuesTests
{
    [Test]
    public void Sma_PublishedSeries_Agrees() => AssertColumn("djia_sma_ema_macd_rsi.csv", "sma14", new Sma(14), 6e-7, 487);

    [Test]
    public void Ema_PublishedSeries_Agrees() => AssertColumn("djia_sma_ema_macd_rsi.csv", "ema14", new Ema(14), 6e-7, 487);

    [Test]
    public void Ema_PublishedMonthlySeries_AgreesToTheLastDigits() => AssertColumn("spy_monthly_ema14.csv", "ema14", new Ema(14), 1e-14, 351);

    [Test]
    public void Rsi_PublishedWilderSeries_Agrees() => AssertColumn("djia_sma_ema_macd_rsi.csv", "rsi14_wilder", new Rsi(14), 3e-7, 486);

    [Test]
    public void RollingVariance_PublishedSeries_Agrees() => AssertColumn("spy_variance10.csv", "variance10", new RollingVariance(10), 6e-10, 491);

    [Test]
    public void Bollinger_PublishedSeries_AgreesToFourDecimals()
    {
        var bands = new Bollinger(20, 2d);
        var compared = 0;
        foreach (var row in Table("spy_bollinger_20_2.csv"))
        {
            bands.Update(Number(row["close"]));
            if (row["middle"].Length == 0) continue;
            compared++;
            Assert.That(bands.Value, Is.EqualTo(Number(row["middle"])).Within(1e-4));
            Assert.That(bands.Upper, Is.EqualTo(Number(row["upper"])).Within(1e-4));
            Assert.That(bands.Lower, Is.EqualTo(Number(row["lower"])).Within(1e-4));
        }

        Assert.That(compared, Is.EqualTo(481));
    }

    private static void AssertColumn(string file, string column, IIndicator indicator, double relativeTolerance, int rows)
    {
        var compared = 0;
        foreach (var row in Table(file))
        {
            indicator.Update(Number(row["close"]));
            Assert.That(indicator.IsReady, Is.EqualTo(row[column].Length > 0), $"{column} on {row["date"]}");
            if (!indicator.IsReady) continue;
            compared++;
            var expected = Number(row[column]);
            Assert.That(indicator.Value, Is.EqualTo(expected).Within(Math.Abs(expected) * relativeTolerance), $"{column} on {row["date"]}");
        }

        Assert.That(compared, Is.EqualTo(rows));
    }

    private static IEnumerable<Dictionary<string, string>> Table(string file)
    {
        var rows = Rows(Path.Combine("reference", "indicators", file)).ToList();
        return rows.Skip(1).Select(row => rows[0].Zip(row).ToDictionary(static pair => pair.First, static pair => pair.Second));
    }
}
