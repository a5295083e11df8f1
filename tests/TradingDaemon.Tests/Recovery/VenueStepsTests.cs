using Microsoft.Extensions.Logging;
using NUnit.Framework;
using TradingDaemon.Composition;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Recovery;
using TradingDaemon.Reloading;
using TradingDaemon.Sandbox;
using TradingDaemon.Tests.Configuration;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Venues.Live.Support;

namespace TradingDaemon.Tests.Recovery;

/// <summary>Bug: a lot of the configuration finer than the venue's made each order a refusal, and nothing said so before the first.</summary>
[TestFixture]
internal sealed class VenueStepsTests
{
    private const string OfBefore = "those of the start before hold until the next one, the configuration's where it never told them.";
    private static readonly string[] Ether = ["instruments:ETH/USD:assetClass=crypto", "instruments:ETH/USD:base=ETH", "instruments:ETH/USD:quote=USD", "instruments:ETH/USD:tickSize=0.01", "instruments:ETH/USD:lotSize=0.01", "instruments:ETH/USD:simulation:startPrice=3000"];

    [Test]
    public async Task Fit_ALotFinerThanTheVenues_IsTheVenues_AndIsSaidOnce()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Venue = "kraken", HasMarket = false });
        using var folder = new ConfigurationFolder();
        var config = Load(folder, server.Address, "instruments:BTC/USD:lotSize=0.00000000000001", "instruments:BTC/USD:tickSize=0.0000000001");
        var said = new Said();
        var steps = await VenueSteps.FitAsync(config.Instruments, config.Venues, TimeProvider.System, said, default);
        var fitted = steps.Told;
        var (before, after) = (config.Instruments.All.Single(static one => one.Symbol.Text == "BTC/USD"), fitted.All.Single(static one => one.Symbol.Text == "BTC/USD"));
        Assert.That((after.LotSize > before.LotSize, after.TickSize > before.TickSize), Is.EqualTo((true, true)));
        Assert.That(after with { LotSize = before.LotSize, TickSize = before.TickSize }, Is.EqualTo(before), "nothing else changes");
        Assert.That(said.Lines, Has.Count.EqualTo(2).And.All.StartsWith("Traded at kraken on its own steps: BTC/USD has "));
        Assert.That(fitted.All.Select(static one => (one.Id, one.Symbol)), Is.EqualTo(config.Instruments.All.Select(static one => (one.Id, one.Symbol))));
        said.Lines.Clear();
        Assert.That((await VenueSteps.FitAsync(fitted, config.Venues, TimeProvider.System, said, default)).Told.All, Is.EqualTo(fitted.All), "what fits stays");
        Assert.That((said.Lines.Count, steps.Untold.Count), Is.EqualTo((0, 0)));
    }

    /// <summary>What a start asks for: by the same door as the daemon's own, and what came of it stands in the status.</summary>
    [Test]
    public async Task Start_AsksVenuesForTheirSteps_AndTheStatusTellsWhatIsCoarser()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Venue = "kraken", HasMarket = false });
        using var folder = new ConfigurationFolder();
        var config = Load(folder, server.Address, "instruments:BTC/USD:lotSize=0.00000000000001", "instruments:BTC/USD:tickSize=0.0000000001");
        var instruments = (await PartsAssembly.InstrumentsAsync(config, new SecretRedactor(), default)).Told;
        var fitted = instruments.All.Single(static one => one.Symbol.Text == "BTC/USD");
        Assert.That(VenueStandings.Of(config, config.Instruments).Single(static line => line.Venue == "kraken").Note, Is.Null, "as configured");
        Assert.That(VenueStandings.Of(config, instruments).Single(static line => line.Venue == "kraken").Note, Is.EqualTo(string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"Traded on its own steps: BTC/USD in lots of {fitted.LotSize} instead of 0.00000000000001, BTC/USD in ticks of {fitted.TickSize} instead of 0.0000000001.")));
    }

    [Test]
    public async Task Fit_ThePairsNameAtAFurtherVenue_IsFitToThatVenuesSteps()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Venue = "kraken", HasMarket = false });
        using var folder = new ConfigurationFolder();
        var config = Load(folder, server.Address, "venues:first:kind=coinbase", "venues:first:url=http://127.0.0.1:9", "instruments:BTC/USD:venues:0=first", "instruments:BTC/USD:venues:1=kraken", "instruments:BTC/USD:lotSize=0.00000000000001", "instruments:BTC/USD:tickSize=0.0000000001");
        var (said, first, further) = (new Said(), config.Instruments.Find(new Symbol("BTC/USD"))!, config.Instruments.Find(new Symbol("BTC/USD@kraken"))!);
        var fitted = (await VenueSteps.FitAsync(config.Instruments, config.Venues, TimeProvider.System, said, default)).Told;
        Assert.That((further.LotSize, fitted[further.Id].LotSize > further.LotSize, fitted[further.Id].TickSize > further.TickSize, fitted[further.Id].Symbol), Is.EqualTo((first.LotSize, true, true, further.Symbol)));
        Assert.That(fitted[first.Id], Is.EqualTo(first), "of the other venue's nothing was told");
        Assert.That(said.Lines.Where(static line => line.StartsWith("Traded at kraken on its own steps: BTC/USD@kraken has ", StringComparison.Ordinal)).Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task Fit_AVenueThatDoesNotAnswer_KeepsTheConfigurations_AndSaysSo()
    {
        using var folder = new ConfigurationFolder();
        var config = Load(folder, new Uri("http://127.0.0.1:9"), "instruments:BTC/USD:lotSize=0.00000000000001");
        var said = new Said();
        Assert.That((await VenueSteps.FitAsync(config.Instruments, config.Venues, TimeProvider.System, said, default)).Told.All, Is.EqualTo(config.Instruments.All));
        Assert.That(said.Lines, Is.EqualTo(new[] { $"kraken did not tell its lots and ticks of {string.Join(", ", config.Instruments.All.Where(static one => one.Venue == "kraken").Select(static one => one.Symbol))} at the start: {OfBefore}" }));
    }

    /// <summary>Bug: a venue that tells one instrument after the other, and stops in between, was taken for one that told nothing.</summary>
    [Test]
    public async Task Fit_AVenueThatStopsAnsweringInBetween_FitsWhatWasTold_AndNamesTheRest()
    {
        await using var server = await LoopbackVenue.StartAsync();
        server.Otherwise = static _ => new LoopbackReply("{}", 503);
        server.Answer("/v2/clock", $$"""{"timestamp":"{{DateTimeOffset.UtcNow:O}}","is_open":true,"next_open":"2030-01-02T09:30:00-05:00","next_close":"2030-01-02T16:00:00-05:00"}""");
        server.Answer("/v2/assets/BTC%2FUSD", """{"id":"1","class":"crypto","exchange":"CRYPTO","symbol":"BTC/USD","status":"active","tradable":true,"min_order_size":"0.5","min_trade_increment":"0.5","price_increment":"0.5"}""");
        using var folder = new ConfigurationFolder();
        var report = ConfigurationLoad.Load(folder.Inputs(["venues:alpaca:kind=alpaca", $"venues:alpaca:url={server.Address}", "routing:venues:crypto=alpaca", .. Ether]) with
        {
            Environment = new Dictionary<string, string> { ["ALPACA_API_KEY"] = "PKDEMO", ["ALPACA_API_SECRET"] = "demo-secret" },
        });
        var (config, said) = (report.Config ?? throw new InvalidDataException(string.Join('\n', report.Faults)), new Said());
        string[] there = [.. config.Instruments.All.Where(static one => one.Venue == "alpaca").Select(static one => one.Symbol.Text)];
        Assert.That(there, Has.Length.InRange(2, 10).And.ItemAt(0).EqualTo("BTC/USD"), "asked one by one, in this order");
        var steps = await VenueSteps.FitAsync(config.Instruments, config.Venues, TimeProvider.System, said, default);
        Assert.That(steps.Told.All.Single(static one => one.Symbol.Text == "BTC/USD").LotSize, Is.EqualTo(0.5m));
        Assert.That(steps.Untold.Select(static symbol => symbol.Text), Is.EquivalentTo(there.Skip(1)));
        Assert.That(said.Lines, Has.Member($"alpaca did not tell its lots and ticks of {string.Join(", ", there.Skip(1))} at the start: {OfBefore}"));
    }

    /// <summary>Bug: steps that a venue told decided sizes and dust and were in no record, so that the next start without its answer decided otherwise.</summary>
    [Test]
    public void Over_WhatWasRecorded_IsOnItsStepsUntilTheVenueTellsOthers()
    {
        var configured = new InstrumentCatalog([TestMarket.At(TestMarket.Btc) with { LotSize = 0.01m, TickSize = 0.01m }, TestMarket.At(TestMarket.Eth) with { LotSize = 0.01m, TickSize = 0.01m }]);
        var told = new InstrumentCatalog(configured.All.Select(static one => one with { LotSize = 0.5m }));
        var first = new SteppedCatalog(configured, told, []);
        var recorded = ConfigurationComparison.Values(first.Beyond(first.Over(new Dictionary<string, string>())));
        Assert.That(recorded.Select(static pair => $"{pair.Key}={pair.Value}"), Is.EqualTo(new[] { "steps:simulated:BTC/USD:lotSize=0.5", "steps:simulated:ETH/USD:lotSize=0.5" }), "what is in a file is not said twice");

        var silent = new SteppedCatalog(configured, configured, [.. configured.All.Select(static one => one.Symbol)]);
        Assert.That(silent.Over(recorded).All, Is.EqualTo(told.All), "as the start before");
        Assert.That(silent.Over(new Dictionary<string, string> { ["steps:other:BTC/USD:lotSize"] = "0.5" }).All, Is.EqualTo(configured.All), "another venue's are none of its own");
        Assert.That((silent with { Told = Coarser(configured) }).Over(recorded).All.Select(static one => one.LotSize), Is.EqualTo(new[] { 2m, 2m }), "never finer than the files");
        var finer = new InstrumentCatalog(configured.All.Select(static one => one with { LotSize = 0.1m }));
        Assert.That(new SteppedCatalog(configured, finer, []).Over(recorded).All, Is.EqualTo(finer.All), "what is told now counts");
        Assert.That(new SteppedCatalog(configured, configured, []).Beyond(configured), Is.Empty, "where files and venues agree the record is as it was");

        static InstrumentCatalog Coarser(InstrumentCatalog catalog) => new(catalog.All.Select(static one => one with { LotSize = 2m }));
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
