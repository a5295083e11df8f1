using NUnit.Framework;
using TradingDaemon.Operations.Exposition;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Exposition;

public sealed class MetricsScrapeTests
{
    [Test]
    public async Task ScrapeAsync_MoreThanTheBoundAtOnce_RefusesTheRestAndRecovers()
    {
        using var boards = new Boards();
        using var held = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        boards.Metrics.AddChannel("slow", 1, () => { entered.Set(); held.Wait(); return 1; });
        var first = Task.Run(() => boards.Scrape.ScrapeAsync(ExpositionFormat.PrometheusText, CancellationToken.None));
        entered.Wait();
        var waiting = Enumerable.Range(1, MetricsScrape.ScrapesMax - 1).Select(_ => boards.Scrape.ScrapeAsync(ExpositionFormat.OpenMetrics, CancellationToken.None)).ToArray();
        Assert.That(await boards.Scrape.ScrapeAsync(ExpositionFormat.PrometheusText, CancellationToken.None), Is.Null);
        held.Set();
        Assert.That(await first, Is.Not.Null);
        foreach (var scrape in await Task.WhenAll(waiting)) Assert.That(System.Text.Encoding.UTF8.GetString(scrape!), Does.EndWith("# EOF\n"));
        Assert.That(await boards.Scrape.ScrapeAsync(ExpositionFormat.PrometheusText, CancellationToken.None), Is.Not.Null);
    }

    [Test]
    public void ScrapeAsync_Cancelled_GivesItsPlaceBack()
    {
        using var boards = new Boards();
        for (var index = 0; index < 2 * MetricsScrape.ScrapesMax; index++)
            Assert.That(async () => await boards.Scrape.ScrapeAsync(ExpositionFormat.PrometheusText, new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(boards.Text(), Is.Not.Empty);
    }
}
