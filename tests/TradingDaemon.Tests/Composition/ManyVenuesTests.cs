using Microsoft.Extensions.Logging;
using NUnit.Framework;
using TradingDaemon.Composition;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Checks.Venues;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Tests.Configuration;
using TradingDaemon.Translation;

namespace TradingDaemon.Tests.Composition;

/// <summary>What is made of a configuration with several venues, before anything is connected.</summary>
[TestFixture]
internal sealed class ManyVenuesTests
{
    private static readonly Dictionary<string, string> Keys = new()
    {
        ["COINS_API_KEY"] = "demo-key", ["COINS_API_SECRET"] = "demo-secret", ["KRAKEN_API_KEY"] = "key", ["KRAKEN_API_SECRET"] = Convert.ToBase64String(new byte[64]),
    };

    [TestCase("simulated", "simulated:True simulated:True", "simulated<simulated simulated<simulated")]
    [TestCase("coins", "coins:True", "coins<coins")]
    [TestCase("kraken", "kraken:True", "kraken<kraken")]
    public void Assemble_OneVenueForAll_MakesThatOneAlone(string any, string venues, string feeds)
    {
        using var folder = new ConfigurationFolder();
        using var parts = Assemble(folder, $"routing:venues:any={any}");
        Assert.That(parts.Venues.Select(static one => $"{one.Venue.Id}:{one.Venue.IsSimulated}"), Is.EqualTo(venues.Split(' ').Distinct()));
        Assert.That(parts.Feeds.Select(static one => $"{one.Name}<{string.Join(',', one.Venues)}"), Is.EqualTo(feeds.Split(' ').Distinct()));
    }

    [Test]
    public void Assemble_ThreeVenues_EachHasItsFeedAndItsNumbers()
    {
        using var folder = new ConfigurationFolder();
        using var parts = Assemble(
            folder, "routing:venues:crypto=kraken", "instruments:AAPL:venue=coins", "instruments:EUR/USD:base=EUR", "instruments:EUR/USD:quote=USD", "instruments:EUR/USD:tickSize=0.00001", "instruments:EUR/USD:lotSize=1");
        Assert.That(parts.Venues.Select(static one => one.Venue.Id), Is.EqualTo(new[] { "coins", "kraken", "simulated" }));
        Assert.That(parts.Feeds.Select(static one => one.Name), Is.EquivalentTo(new[] { "coins", "kraken", "simulated" }));
        foreach (var feed in parts.Feeds) Assert.That(feed.Make(new FeedReports(static _ => { }, static _ => { })), Is.Not.Null);
        var standings = VenueStandings.Of(parts.Config, parts.Catalog);
        Assert.That(standings.Select(static one => $"{one.Venue} {one.Kind} {one.Money} {string.Join(',', one.Symbols)} {string.Join(',', one.PricesOf)}"), Is.EqualTo(new[]
        {
            "simulated simulated paper EUR/USD EUR/USD", "coins sandbox paper AAPL AAPL", "kraken kraken paper BTC/USD BTC/USD",
        }));
    }

    /// <summary>Bug: beside a real venue the simulated feed made up prices of that venue's instruments too, and a position was valued by turns at both.</summary>
    [Test]
    public async Task Assemble_ThreeVenues_TheSimulatedFeedTellsOfItsOwnInstrumentsAlone()
    {
        using var folder = new ConfigurationFolder();
        using var parts = Assemble(
            folder, "routing:venues:crypto=kraken", "instruments:AAPL:venue=coins", "instruments:EUR/USD:base=EUR", "instruments:EUR/USD:quote=USD", "instruments:EUR/USD:tickSize=0.00001", "instruments:EUR/USD:lotSize=1", "instruments:EUR/USD:simulation:startPrice=1.1", "instruments:EUR/USD:simulation:quotesPerSecond=100");
        using var stopping = new CancellationTokenSource();
        var seen = new List<string>();
        await parts.Feeds.Single(static one => one.Name == "simulated").Make(new FeedReports(static _ => { }, static _ => { })).RunAsync(
            (in RawTick tick) =>
            {
                seen.Add(parts.Catalog[tick.Instrument].Symbol.Text);
                if (seen.Count == 100) stopping.Cancel();
            },
            stopping.Token);
        Assert.That(seen.Distinct(), Is.EqualTo(new[] { "EUR/USD" }));
    }

    [Test]
    public void Assemble_AVenueOnlyLookedAt_TellsPricesToTheSimulation()
    {
        using var folder = new ConfigurationFolder();
        using var parts = Assemble(folder, [], "routing:venues:crypto=kraken");
        Assert.That(parts.Venues.Select(static one => one.Venue.Id), Is.EqualTo(new[] { "simulated" }));
        Assert.That(parts.Feeds.Select(static one => $"{one.Name}<{string.Join(',', one.Venues)}"), Is.EquivalentTo(new[] { "simulated<simulated", "kraken<simulated" }));
        Assert.That(VenueStandings.Of(parts.Config, parts.Catalog).Single(static one => one.Venue == "kraken").Note, Does.StartWith("The key of kraken is not in the environment").And.EndsWith("BTC/USD traded at the simulated venue, on its prices."));
    }

    /// <summary>Bug: with one half of a key there, the reason named both and not the one that is missing.</summary>
    [TestCase("KRAKEN_API_KEY", "KRAKEN_API_SECRET"), TestCase("KRAKEN_API_SECRET", "KRAKEN_API_KEY")]
    public void Assemble_HalfAKey_SaysWhichHalfIsMissing(string there, string missing)
    {
        using var folder = new ConfigurationFolder();
        using var parts = Assemble(folder, new Dictionary<string, string> { [there] = Convert.ToBase64String(new byte[64]) }, "routing:venues:crypto=kraken");
        Assert.That(parts.Config.Venues["kraken"].WhyNotTraded, Does.StartWith($"half of the key of kraken is missing: {there} is in the environment and {missing} is not"));
    }

    /// <summary>Bug: of a venue that is only looked at it was said that its instruments are traded "on its prices: .", with none named.</summary>
    [Test]
    public void Assemble_AVenueOfPricesAlone_SaysWhatIsWatched()
    {
        using var folder = new ConfigurationFolder();
        using var parts = Assemble(folder, new Dictionary<string, string>(), "routing:feeds:crypto=gecko", "venues:gecko:kind=coingecko");
        var said = new Said();
        PartsAssembly.Tell(said, parts.Config, parts.Catalog);
        Assert.That(said.Lines, Does.Contain("gecko takes no orders of this daemon. Its prices are watched: BTC/USD."));
        Assert.That(said.Lines, Has.None.Contains(": ."));
    }

    /// <summary>Bug: a feed its venue refuses without a key was started all the same, ended with two critical alerts, and of its instruments it was said that they are traded on its prices.</summary>
    [TestCase("", "the key of alpaca is not in the environment (ALPACA_API_KEY and ALPACA_API_SECRET; or "), TestCase("ALPACA_API_KEY", "half of the key of alpaca is missing: ALPACA_API_KEY is in the environment and ALPACA_API_SECRET is not")]
    public void Assemble_AVenueThatShowsItsMarketToKeysOnly_WithoutOne_IsNotStarted_AndEverybodySaysWhy(string there, string why)
    {
        using var folder = new ConfigurationFolder();
        var environment = there.Length == 0 ? new Dictionary<string, string>() : new() { [there] = "PKDEMO" };
        using var parts = Assemble(folder, environment, "venues:alpaca:kind=alpaca", "venues:alpaca:url=http://127.0.0.1:9", "routing:venues:any=alpaca");
        var feed = parts.Feeds.Single();
        Assert.That((feed.Name, string.Join(',', feed.Venues), parts.MarketOf("alpaca", parts.Catalog.All)), Is.EqualTo(("alpaca", "simulated", (object?)null)));
        Assert.That(feed.WhyNotStarted, Does.StartWith($"alpaca shows its market to keys only, and {why}"));
        Assert.That(VenueStandings.Of(parts.Config, parts.Catalog).Single(static one => one.Venue == "alpaca").Note, Is.EqualTo($"A{feed.WhyNotStarted![1..]}: nothing is entered in AAPL, BTC/USD."));
        var said = new Said();
        PartsAssembly.Tell(said, parts.Config, parts.Catalog);
        Assert.That(said.Lines.Single(static line => line.Contains("alpaca", StringComparison.Ordinal)), Is.EqualTo($"Nothing is traded at alpaca, and none of its prices come: {feed.WhyNotStarted}. Nothing is entered in what has its prices: AAPL, BTC/USD."));
        Assert.That(VenueModels.Unpriced(parts.Config), Is.EqualTo(new[] { $"instruments: no price comes of AAPL, BTC/USD, and nothing is entered in them: {feed.WhyNotStarted}." }));
    }

    [Test]
    public void Assemble_AVenueThatShowsItsMarketToKeysOnly_WithOne_IsStarted()
    {
        using var folder = new ConfigurationFolder();
        using var parts = Assemble(folder, new Dictionary<string, string> { ["ALPACA_API_KEY"] = "PKDEMO", ["ALPACA_API_SECRET"] = "secret" }, "venues:alpaca:kind=alpaca", "venues:alpaca:url=http://127.0.0.1:9", "routing:venues:any=alpaca");
        Assert.That((parts.Feeds.Single().WhyNotStarted, VenueModels.Unpriced(parts.Config).Count()), Is.EqualTo(((string?)null, 0)));
    }

    private sealed class Said : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel level) => true;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
    }

    [Test]
    public void Assemble_AVenueWithItsOwnPace_AsksForPricesAtIt()
    {
        using var folder = new ConfigurationFolder();
        using var parts = Assemble(folder, "routing:venues:any=kraken", "venues:kraken:pricesInterval=00:00:03", "venues:kraken:fallbackInterval=00:00:45", "venues:kraken:accountInterval=00:00:05", "venues:kraken:rulesInterval=01:00:00");
        var kraken = parts.Config.Venues["kraken"];
        Assert.That((kraken.Settings.PricesInterval, kraken.Settings.AccountInterval, kraken.Settings.RulesInterval), Is.EqualTo((TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5), TimeSpan.FromHours(1))));
        var feed = parts.Config.ToFeedSetup(kraken, parts.Catalog.All, static _ => { }, TimeProvider.System);
        Assert.That((feed.PollEvery, feed.NewestEvery), Is.EqualTo((kraken.Settings.PricesInterval, TimeSpan.FromSeconds(45))));
        Assert.That(parts.Venues.Single().Venue.Id, Is.EqualTo("kraken"));
    }

    private static DaemonParts Assemble(ConfigurationFolder folder, params string[] assignments) => Assemble(folder, Keys, assignments);

    private static DaemonParts Assemble(ConfigurationFolder folder, Dictionary<string, string> environment, params string[] assignments)
    {
        string[] given =
        [
            "venues:coins:kind=sandbox", "venues:coins:url=http://127.0.0.1:9", "venues:kraken:kind=kraken", "venues:kraken:url=http://127.0.0.1:9", "operations:logLevel=none", $"storage:directory={Path.Combine(folder.Directory, "data")}", .. assignments,
        ];
        var report = ConfigurationLoad.Load(folder.Inputs(given) with { Environment = environment });
        return PartsAssembly.Assemble(report.Config ?? throw new InvalidDataException(string.Join('\n', report.Faults)), new SecretRedactor());
    }
}
