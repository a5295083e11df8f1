using NUnit.Framework;
using TradingDaemon.Composition;
using TradingDaemon.Configuration;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Tests.Configuration;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Venues.CoinGecko;

/// <summary>The page's own file over the delivered configuration, up to what leaves for the venue.</summary>
internal sealed class CoinGeckoConfiguredTests
{
    /// <summary>Bug: a symbol without its slash, which nobody had written, was taken for a coin's id: BTCUSD was asked for, and no price ever came.</summary>
    [Test]
    public async Task Feed_OfThePagesOwnFile_AsksForTheCoinsByTheirIds()
    {
        await using var venue = await WebSink.StartAsync();
        var asked = new TaskCompletionSource<string>();
        venue.Answers.Enqueue(context =>
        {
            asked.TrySetResult(context.Request.Path + Uri.UnescapeDataString(context.Request.QueryString.Value!));
            return Task.CompletedTask;
        });
        using var folder = new ConfigurationFolder(await File.ReadAllTextAsync(Repository.PathOf("appsettings.json")));
        var page = (await File.ReadAllTextAsync(Repository.PathOf("docs", "venues", "coingecko.md"))).Split("```json")[1].Split("```")[0];
        var inputs = folder.Inputs($"venues:coingecko:url={venue.Url}", "operations:logLevel=none", $"storage:directory={Path.Combine(folder.Directory, "data")}") with { ConfigFiles = [folder.Write("first.json", page)] };
        var report = ConfigurationLoad.Load(inputs);
        Assert.That(report.Faults, Is.Empty);
        using var parts = PartsAssembly.Assemble(report.Config!, new SecretRedactor());
        Assert.That(parts.Feeds.Select(static one => $"{one.Name}<{string.Join(',', one.Venues)}"), Is.EqualTo(new[] { "simulated<simulated", "coingecko<simulated" }));

        using var ending = new CancellationTokenSource();
        var feed = parts.Feeds.Single(static one => one.Name == "coingecko").Make(new FeedReports(static _ => { }, static _ => { }));
        var run = feed.RunAsync(static (in _) => { }, ending.Token);
        Assert.That(await asked.Task.WaitAsync(TimeSpan.FromMinutes(5)), Does.StartWith("/api/v3/simple/price?ids=bitcoin,ethereum,solana&vs_currencies=usd&"));
        await ending.CancelAsync();
        await run;
        (feed as IDisposable)?.Dispose();
    }

    [TestCase(null, false), TestCase("some-coin", true)]
    public void Load_ACoinWhoseIdNobodyKnows_WantsItAsVenueSymbol(string? id, bool isSound)
    {
        using var folder = new ConfigurationFolder();
        string[] coin = ["instruments:ODDCOIN/USD:base=ODDCOIN", "instruments:ODDCOIN/USD:quote=USD", "instruments:ODDCOIN/USD:tickSize=0.01", "instruments:ODDCOIN/USD:lotSize=1", "instruments:ODDCOIN/USD:feed=coingecko", "venues:coingecko:kind=coingecko"];
        var faults = folder.Load(id is null ? coin : [.. coin, $"instruments:ODDCOIN/USD:venueSymbol={id}"]).Faults;
        Assert.That(faults.Select(static fault => fault.Path), Is.EqualTo(isSound ? Array.Empty<string>() : ["instruments:ODDCOIN/USD:venueSymbol"]));
    }
}
