using Microsoft.Extensions.Logging;
using NUnit.Framework;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Recovery;
using TradingDaemon.Sandbox;
using TradingDaemon.Tests.Configuration;

namespace TradingDaemon.Tests.Recovery;

/// <summary>Bug: a lot of the configuration finer than the venue's made each order a refusal, and nothing said so before the first.</summary>
[TestFixture]
internal sealed class VenueStepsTests
{
    [Test]
    public async Task Fit_ALotFinerThanTheVenues_IsTheVenues_AndIsSaidOnce()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Venue = "kraken", HasMarket = false });
        using var folder = new ConfigurationFolder();
        var config = Load(folder, server.Address, "instruments:BTC/USD:lotSize=0.00000000000001", "instruments:BTC/USD:tickSize=0.0000000001");
        var said = new Said();
        var fitted = await VenueSteps.FitAsync(config.Instruments, config.Venues, TimeProvider.System, said, default);
        var (before, after) = (config.Instruments.All.Single(static one => one.Symbol.Text == "BTC/USD"), fitted.All.Single(static one => one.Symbol.Text == "BTC/USD"));
        Assert.That((after.LotSize > before.LotSize, after.TickSize > before.TickSize), Is.EqualTo((true, true)));
        Assert.That(after with { LotSize = before.LotSize, TickSize = before.TickSize }, Is.EqualTo(before), "nothing else changes");
        Assert.That(said.Lines, Has.Count.EqualTo(2).And.All.StartsWith("Traded at kraken on its own steps: BTC/USD has "));
        Assert.That(fitted.All.Select(static one => (one.Id, one.Symbol)), Is.EqualTo(config.Instruments.All.Select(static one => (one.Id, one.Symbol))));
        said.Lines.Clear();
        Assert.That((await VenueSteps.FitAsync(fitted, config.Venues, TimeProvider.System, said, default)).All, Is.EqualTo(fitted.All), "what fits stays");
        Assert.That(said.Lines, Is.Empty);
    }

    [Test]
    public async Task Fit_AVenueThatDoesNotAnswer_KeepsTheConfigurations_AndSaysSo()
    {
        using var folder = new ConfigurationFolder();
        var config = Load(folder, new Uri("http://127.0.0.1:9"), "instruments:BTC/USD:lotSize=0.00000000000001");
        var said = new Said();
        Assert.That((await VenueSteps.FitAsync(config.Instruments, config.Venues, TimeProvider.System, said, default)).All, Is.EqualTo(config.Instruments.All));
        Assert.That(said.Lines, Is.EqualTo(new[] { "kraken did not tell its lots and ticks at the start: those of the configuration hold until the next one." }));
    }

    private static DaemonConfig Load(ConfigurationFolder folder, Uri address, params string[] assignments)
    {
        var report = ConfigurationLoad.Load(folder.Inputs(["venues:kraken:kind=kraken", $"venues:kraken:url={address}", "routing:venues:crypto=kraken", .. assignments]) with
        {
            Environment = new Dictionary<string, string> { ["KRAKEN_API_KEY"] = "demo-key", ["KRAKEN_API_SECRET"] = "ZGVtby1zZWNyZXQ=" },
        });
        return report.Config ?? throw new InvalidDataException(string.Join('\n', report.Faults));
    }

    private sealed class Said : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel level) => true;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
    }
}
