using NUnit.Framework;
using TradingDaemon.Configuration;
using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Tests.Configuration;

/// <summary>Which venue an instrument is traded at, whose prices it has, and where money is at stake.</summary>
public sealed class VenueRulesTests
{
    private const string Coins = "venues:coins:kind=sandbox";
    private const string CoinsAt = "venues:coins:url=http://127.0.0.1:9090";
    private const string KrakenAt = "venues:kraken:url=http://127.0.0.1:9090";
    private const string Kraken = "venues:kraken:kind=kraken";
    private const string Routed = "routing:venues:crypto=kraken";

    private static readonly (string, string)[] CoinsKey = [("COINS_API_KEY", "canary-key"), ("COINS_API_SECRET", "canary-secret")];
    private static readonly (string, string)[] KrakenKey = [("KRAKEN_API_KEY", "k"), ("KRAKEN_API_SECRET", "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==")];
    private static readonly (string, string) KrakenIsLive = ("TRADINGDAEMON_LIVE", "kraken");

    [Test]
    public void Load_NothingSaid_TradesEverythingAtTheSimulatedVenueOnItsOwnPrices()
    {
        using var folder = new ConfigurationFolder();
        var config = folder.Load().Config!;
        Assert.That((config.Venues.Count, config.FeedOf.Count, config.Instruments.All.Select(static one => one.Venue).Distinct().Single()), Is.EqualTo((0, 0, "simulated")));
    }

    [TestCase("routing:venues:crypto=coins", "coins", "simulated")]
    [TestCase("routing:venues:any=coins", "coins", "coins")]
    [TestCase("instruments:AAPL:venue=coins", "simulated", "coins")]
    public void Load_AVenueChosenByClassOrByInstrument_IsWhereItIsTradedOnItsPrices(string choice, string ofBitcoin, string ofApple)
    {
        using var folder = new ConfigurationFolder();
        var config = Load(folder, CoinsKey, Coins, CoinsAt, choice).Config!;
        Assert.That((VenueOf(config, "BTC/USD"), VenueOf(config, "AAPL")), Is.EqualTo((ofBitcoin, ofApple)));
        Assert.That((config.FeedOf.GetValueOrDefault("BTC/USD", "simulated"), config.FeedOf.GetValueOrDefault("AAPL", "simulated")), Is.EqualTo((ofBitcoin, ofApple)));
    }

    [Test]
    public void Load_AnInstrumentsOwnChoice_WinsOverThatOfItsClass()
    {
        using var folder = new ConfigurationFolder();
        var config = Load(folder, CoinsKey, Coins, CoinsAt, "routing:venues:any=coins", "instruments:AAPL:venue=simulated", "instruments:AAPL:feed=coins").Config!;
        Assert.That((VenueOf(config, "AAPL"), config.FeedOf["AAPL"], VenueOf(config, "BTC/USD")), Is.EqualTo(("simulated", "coins", "coins")));
    }

    /// <summary>Bug: with forty symbols no comparison at Binance ever ended, and nobody was told before entries stayed blocked.</summary>
    [TestCase(25, true, true)]
    [TestCase(26, true, false)]
    [TestCase(26, false, true)]
    public void Load_MoreInstrumentsThanTheVenueCanTellExecutionsOf_IsRefused(int count, bool hasKey, bool isTaken)
    {
        using var folder = new ConfigurationFolder();
        string[] settings = [.. Enumerable.Range(1, count).SelectMany(static i => new[] { $"instruments:C{i}/USD:assetClass=crypto", $"instruments:C{i}/USD:venue=binance", $"instruments:C{i}/USD:base=C{i}", $"instruments:C{i}/USD:quote=USD", $"instruments:C{i}/USD:lotSize=1", $"instruments:C{i}/USD:tickSize=1" })];
        var load = Load(folder, hasKey ? [("BINANCE_TESTNET_API_KEY", "k"), ("BINANCE_TESTNET_API_SECRET", "s")] : [], ["venues:binance:kind=binance", .. settings]);
        Assert.That(load.Faults.Count(static fault => fault.Message.Contains("symbol by symbol", StringComparison.Ordinal)), Is.EqualTo(isTaken ? 0 : 1), string.Join("; ", load.Faults.Select(static fault => $"{fault.Path} {fault.Message}").Take(3)));
    }

    [Test]
    public void Load_AVenueWithoutItsKey_IsOnlyLookedAt_AndSaysWhy()
    {
        using var folder = new ConfigurationFolder();
        var config = Load(folder, [], Coins, CoinsAt, "routing:venues:crypto=coins").Config!;
        Assert.That((VenueOf(config, "BTC/USD"), config.FeedOf["BTC/USD"], config.VenueMeant["BTC/USD"]), Is.EqualTo(("simulated", "coins", "coins")));
        Assert.That(config.Venues["coins"].WhyNotTraded, Does.Contain("COINS_API_KEY and COINS_API_SECRET").And.Contain("SANDBOX_API_KEY"));
    }

    [Test]
    public void Load_KeysInTheEnvironment_AreFoundAndNeverShown()
    {
        using var folder = new ConfigurationFolder();
        var config = Load(folder, CoinsKey, Coins, CoinsAt).Config!;
        Assert.That(config.Venues["coins"].Credentials!.Secret, Is.EqualTo("canary-secret"));
        Assert.That($"{config} {config.Venues["coins"]}", Does.Not.Contain("canary"));
        var byFile = Load(folder, [("COINS_API_KEY", "k"), ("COINS_API_SECRET_FILE", folder.Write("secret.txt", "from-a-file\n"))], Coins, CoinsAt).Config!;
        Assert.That(byFile.Venues["coins"].Credentials!.Secret, Is.EqualTo("from-a-file"));
    }

    [Test]
    public void Load_TwoSpellingsThatDiffer_AreANote()
    {
        using var folder = new ConfigurationFolder();
        var report = Load(folder, [.. CoinsKey, ("SANDBOX_API_KEY", "other"), ("SANDBOX_API_SECRET", "canary-secret")], Coins, CoinsAt);
        Assert.That(report.Notes, Has.Some.EqualTo("venues:coins: SANDBOX_API_KEY differs from COINS_API_KEY; COINS_API_KEY is used."));
    }

    /// <summary>The spelling of the kind would give two venues one key, and each would take what the other does for a stranger's.</summary>
    [Test]
    public void Load_TwoVenuesOfAKind_HaveKeysOfTheirOwnNames()
    {
        using var folder = new ConfigurationFolder();
        string[] two = [Coins, CoinsAt, "venues:shares:kind=sandbox", "venues:shares:url=http://127.0.0.1:9091"];
        var config = Load(folder, [("SANDBOX_API_KEY", "k"), ("SANDBOX_API_SECRET", "s"), .. CoinsKey], two).Config!;
        Assert.That((config.Venues["coins"].Credentials is null, config.Venues["shares"].Credentials is null), Is.EqualTo((false, true)));
    }

    [Test]
    public void Load_TwoVenuesWithOneAccount_AreAFault()
    {
        using var folder = new ConfigurationFolder();
        var report = Load(folder, [.. CoinsKey, ("AGAIN_API_KEY", "canary-key"), ("AGAIN_API_SECRET", "s")], Coins, CoinsAt, "venues:again:kind=sandbox", "venues:again:url=http://127.0.0.1:9090");
        Assert.That(report.Faults.Single().Message, Does.Contain("they would trade one account"));
    }

    [TestCase("paper", "", "mode", null, TestName = "Load_Mode_PaperNeedsNothing")]
    [TestCase("live", "", "mode", "No venue is live", TestName = "Load_Mode_LiveAloneIsRefused")]
    [TestCase("paper", "venues:kraken:mode=live", "venues:kraken:mode", "The account is in paper mode", TestName = "Load_Mode_LiveVenueInAPaperAccountIsRefused")]
    public void Load_Mode(string mode, string further, string path, string? message)
    {
        using var folder = new ConfigurationFolder();
        var faults = Load(folder, [.. KrakenKey, KrakenIsLive], [Kraken, $"mode={mode}", .. further.Length > 0 ? new[] { further } : []]).Faults;
        if (message is null) Assert.That(faults, Is.Empty);
        else Assert.That(faults.Single(fault => fault.Path == path).Message, Does.Contain(message));
    }

    [TestCase(null), TestCase(""), TestCase("Kraken"), TestCase("true"), TestCase("binance")]
    public void Load_LiveWithoutItsNameInTheEnvironment_IsRefused(string? names)
    {
        using var folder = new ConfigurationFolder();
        var environment = names is null ? KrakenKey : [.. KrakenKey, ("TRADINGDAEMON_LIVE", names)];
        var fault = Load(folder, environment, Kraken, "mode=live", "venues:kraken:mode=live", Routed).Faults.Single();
        Assert.That((fault.Path, fault.Allowed), Is.EqualTo(("venues:kraken:mode", "paper, or TRADINGDAEMON_LIVE=kraken in the environment, typed exactly")));
    }

    [Test]
    public void Load_LiveSaidThreeTimes_IsLiveAtTheVenuesOwnAddress()
    {
        using var folder = new ConfigurationFolder();
        var report = Load(folder, [.. KrakenKey, ("TRADINGDAEMON_LIVE", "alpaca, kraken")], Kraken, "mode=live", "venues:kraken:mode=live", Routed);
        Assert.That(report.Faults, Is.Empty);
        Assert.That((report.Config!.Venues["kraken"].Hosts!.IsReal, VenueOf(report.Config, "BTC/USD")), Is.EqualTo((true, "kraken")));
    }

    [TestCase("https://api.kraken.com.evil.example"), TestCase("http://127.0.0.1:9090"), TestCase("http://api.kraken.com")]
    public void Load_LiveAtAnotherAddress_IsRefused(string url)
    {
        using var folder = new ConfigurationFolder();
        var fault = Load(folder, [.. KrakenKey, KrakenIsLive], Kraken, "mode=live", "venues:kraken:mode=live", $"venues:kraken:url={url}").Faults.Single();
        Assert.That((fault.Path, fault.Allowed), Is.EqualTo(("venues:kraken:url", "https://api.kraken.com, or nothing")));
    }

    [TestCase("https://api.kraken.com"), TestCase("https://proxy.example.com"), TestCase("http://8.8.8.8:80")]
    public void Load_PaperWhereMoneyMayBeAtStake_IsRefused(string url)
    {
        using var folder = new ConfigurationFolder();
        var fault = Load(folder, KrakenKey, Kraken, $"venues:kraken:url={url}", Routed).Faults.Single();
        Assert.That((fault.Path, fault.Message), Is.EqualTo(("venues:kraken:url", "The venue is in paper mode, and money may be at stake at this address.")));
    }

    [TestCase("http://127.0.0.1:9090"), TestCase("http://[::1]:9090"), TestCase("http://10.1.2.3"), TestCase("http://sandbox:9090"), TestCase("http://sandbox.trading.svc.cluster.local")]
    public void Load_PaperAtASandboxOfOnesOwn_IsTraded(string url)
    {
        using var folder = new ConfigurationFolder();
        var report = Load(folder, KrakenKey, Kraken, $"venues:kraken:url={url}", Routed);
        Assert.That(report.Faults, Is.Empty);
        Assert.That((VenueOf(report.Config!, "BTC/USD"), report.Config!.Venues["kraken"].Hosts!.IsReal), Is.EqualTo(("kraken", false)));
    }

    [Test]
    public void Load_PaperAtAVenueWithoutPlayMoney_TakesItsPricesAndTradesInTheSimulation()
    {
        using var folder = new ConfigurationFolder();
        var config = Load(folder, KrakenKey, Kraken, Routed).Config!;
        Assert.That((VenueOf(config, "BTC/USD"), config.FeedOf["BTC/USD"], config.Venues["kraken"].WhyNotTraded), Is.EqualTo(("simulated", "kraken", "kraken has no place for play money, and kraken is in paper mode")));
    }

    [TestCase("venues:coins:mode=live", "venues:coins:mode", "sandbox is never traded for money")]
    [TestCase("venues:simulated:kind=kraken", "venues:simulated", "The name is taken")]
    [TestCase("routing:venues:crypto=coin", "routing:venues:crypto", "did you mean \"coins\"?")]
    [TestCase("routing:feeds:any=elsewhere", "routing:feeds:any", "No venue is called so.")]
    [TestCase("instruments:AAPL:venue=coin", "instruments:AAPL:venue", "did you mean \"coins\"?")]
    [TestCase("instruments:BTC/USD:feed=simulated", "instruments:BTC/USD:feed", "prices come from the daemon's own market")]
    [TestCase("feed:speed=60", "feed:speed", "at their own speed")]
    [TestCase("venues:more:kind=sandbox", "venues:more:url", "Where the sandbox is, is not said")]
    [TestCase("venues:more:mode=paper", "venues:more:kind", "The key is missing")]
    public void Load_VenuesThatContradict_AreAFault(string assignment, string path, string message)
    {
        using var folder = new ConfigurationFolder();
        var faults = Load(folder, CoinsKey, Coins, CoinsAt, "routing:venues:crypto=coins", assignment).Faults;
        Assert.That(faults.Where(fault => fault.Path == path).Select(static fault => fault.Message), Has.Some.Contains(message), string.Join('\n', faults));
    }

    /// <summary>A venue tells what the account has of an asset, not in which instrument (ADR 0013).</summary>
    [TestCase("BTC/EUR", "BTC", "EUR", "BTC/EUR has the same base at coins")]
    [TestCase("ETH/BTC", "ETH", "BTC", "It is paid in BTC, which is what BTC/USD holds at coins")]
    public void Load_AnAssetThatStandsForTwoThingsAtOneVenue_IsAFault(string symbol, string @base, string quote, string message)
    {
        using var folder = new ConfigurationFolder();
        string[] given =
        [
            Coins, CoinsAt, "routing:venues:crypto=coins", "currencyParity:EUR/USD=1.1", "currencyParity:BTC/USD=60000",
            $"instruments:{symbol}:base={@base}", $"instruments:{symbol}:quote={quote}", $"instruments:{symbol}:tickSize=0.01", $"instruments:{symbol}:lotSize=0.001",
        ];
        Assert.That(Load(folder, CoinsKey, given).Faults.Select(static fault => fault.Message), Has.Some.Contains(message));
        Assert.That(Load(folder, CoinsKey, [.. given, $"instruments:{symbol}:venue=simulated"]).Faults, Is.Empty, "The simulated venue tells holdings by instrument.");
    }

    [TestCase("SOL/USD", "SOL", AssetClass.Crypto), TestCase("EUR/USD", "EUR", AssetClass.Forex), TestCase("MSFT", "MSFT", AssetClass.Equity), TestCase("AAPL250117C00150000", "AAPL250117C00150000", AssetClass.Option)]
    public void Load_WithoutAnAssetClass_HasTheOneItsSymbolTells(string symbol, string @base, AssetClass expected)
    {
        using var folder = new ConfigurationFolder();
        var report = folder.Load($"instruments:{symbol}:base={@base}", $"instruments:{symbol}:quote=USD", $"instruments:{symbol}:tickSize=0.01", $"instruments:{symbol}:lotSize=1");
        Assert.That(report.Config!.Instruments.Find(new Symbol(symbol))!.AssetClass, Is.EqualTo(expected));
        Assert.That(report.InForce.Single(key => key.Path == $"instruments:{symbol}:assetClass").Origin, Is.EqualTo("symbol"));
    }

    [Test]
    public void Load_WithoutAnAssetClassThatTheSymbolTells_IsAFault()
    {
        using var folder = new ConfigurationFolder();
        var faults = folder.Load("instruments:1INCH:base=1INCH", "instruments:1INCH:quote=USD", "instruments:1INCH:tickSize=0.01", "instruments:1INCH:lotSize=1").Faults;
        Assert.That(faults.Single().Message, Is.EqualTo("The key is missing, and the symbol's spelling does not tell."));
    }

    [Test]
    public void Load_ForAReplay_TradesEverythingAtTheSimulatedVenue()
    {
        using var folder = new ConfigurationFolder();
        var report = ConfigurationLoad.Load(folder.Inputs(Kraken, "mode=paper", KrakenAt, "routing:venues:any=kraken") with { IsTrial = true });
        Assert.That(report.Faults, Is.Empty);
        Assert.That((report.Config!.Venues.Count, report.Config.Instruments.All.Select(static one => one.Venue).Distinct().Single()), Is.EqualTo((0, "simulated")));
    }

    [Test]
    public void Load_ASimulatedVenueNothingIsTradedAt_NeedsNoCash()
    {
        using var folder = new ConfigurationFolder(ConfigurationFolder.AppSettings.Replace("{ \"startingCash\": { \"USD\": 10000 } }", "{}", StringComparison.Ordinal));
        string[] given = [Coins, CoinsAt, "routing:venues:any=coins"];
        Assert.That(Load(folder, CoinsKey, given).Faults, Is.Empty);
        Assert.That(Load(folder, [], given).Faults.Single().Path, Is.EqualTo("venue:startingCash"), "without a key all of it is traded there");
    }

    /// <summary>Bug: a secret that lost a character in copying was called sound, and ended the daemon when its venue was made, with every other venue.</summary>
    [TestCase("kraken", "not base64!", "the secret of kraken is not base64, as the venue gives it: KRAKEN_API_SECRET")]
    [TestCase("coinbase", "no pem", "the secret of coinbase is no ECDSA key as PEM: COINBASE_API_SECRET")]
    public void Load_ASecretOfAnotherForm_IsToldByItsVariable_AndSignsNothing(string venue, string secret, string why)
    {
        using var folder = new ConfigurationFolder();
        var key = new[] { ($"{venue.ToUpperInvariant()}_API_KEY", "k"), ($"{venue.ToUpperInvariant()}_API_SECRET", secret) };
        string[] settings = [$"venues:{venue}:kind={venue}", $"venues:{venue}:url=http://127.0.0.1:9090", $"routing:venues:crypto={venue}"];
        var paper = Load(folder, key, settings);
        Assert.That((VenueOf(paper.Config!, "BTC/USD"), paper.Config!.Venues[venue].Credentials, paper.Config.Venues[venue].WhyNotTraded), Is.EqualTo(("simulated", (object?)null, why)));
        Assert.That(paper.Notes, Has.Some.EqualTo($"venues:{venue}: {why}. Nothing can be signed with it."));
        var live = Load(folder, [.. key, ("TRADINGDAEMON_LIVE", venue)], [$"venues:{venue}:kind={venue}", $"venues:{venue}:mode=live", $"routing:venues:crypto={venue}"]);
        Assert.That(live.Faults.Select(static fault => fault.Message), Has.Some.EqualTo($"Money is not traded in a simulation: {why}."));
    }

    [Test]
    public void Load_AFeedOfSharesOrOptions_IsHeard_WhereThereIsAChoice()
    {
        using var folder = new ConfigurationFolder();
        var usual = Load(folder, [], "venues:alpaca:kind=alpaca", "routing:feeds:equity=alpaca").Config!.Venues["alpaca"].Hosts!;
        Assert.That((usual.EquityFeed, usual.OptionFeed), Is.EqualTo(((string?)null, (string?)null)), "that of every plan");
        var chosen = Load(folder, [], "venues:alpaca:kind=alpaca", "venues:alpaca:equityFeed=sip", "venues:alpaca:optionFeed=opra", "routing:feeds:equity=alpaca").Config!.Venues["alpaca"].Hosts!;
        Assert.That((chosen.EquityFeed, chosen.OptionFeed, chosen.World), Is.EqualTo(("sip", "opra", "paper")));
        Assert.That(Load(folder, [], "venues:alpaca:kind=alpaca", "venues:alpaca:equityFeed=opra").Faults.Single().Path, Is.EqualTo("venues:alpaca:equityFeed"));
        Assert.That(Load(folder, [], "venues:kraken:kind=kraken", "venues:kraken:equityFeed=sip").Faults.Single().Path, Is.EqualTo("venues:kraken:equityFeed"));
    }

    [TestCase("coinspot", null, 300), TestCase("kraken", null, 0), TestCase("coinspot", "00:00:00", 0), TestCase("kraken", "00:00:10", 10), TestCase("sandbox", "00:00:00", 0)]
    public void Load_ASeriesOfPrices_IsKeptAtCoinSpot_AndWhereItIsAskedFor(string kind, string? every, int seconds)
    {
        using var folder = new ConfigurationFolder();
        string[] settings = [$"venues:one:kind={kind}", "venues:one:url=http://127.0.0.1:9090", .. every is null ? Array.Empty<string>() : [$"venues:one:seriesInterval={every}"]];
        Assert.That(Load(folder, [], settings).Config!.Venues["one"].SeriesInterval, Is.EqualTo(TimeSpan.FromSeconds(seconds)));
    }

    [TestCase("kraken", "00:00:09.999"), TestCase("coingecko", "00:05:00"), TestCase("sandbox", "00:05:00")]
    public void Load_ASeriesOfPricesTooOftenOrOfWhoCannotBeAsked_IsRefused(string kind, string every)
    {
        using var folder = new ConfigurationFolder();
        Assert.That(Load(folder, [], $"venues:one:kind={kind}", "venues:one:url=http://127.0.0.1:9090", $"venues:one:seriesInterval={every}").Faults.Select(static fault => fault.Path), Is.EqualTo(new[] { "venues:one:seriesInterval" }));
    }

    [TestCase("PKX", "paper", null, true), TestCase("AKX", "paper", null, false), TestCase("X", "paper", null, true), TestCase("AKX", "paper", "http://127.0.0.1:9090", true)]
    [TestCase("PKX", "live", null, false), TestCase("AKX", "live", null, true), TestCase("X", "live", null, true)]
    public void Load_AKeyOfAlpacasOtherPlace_IsNotUsed(string key, string mode, string? url, bool isUsed)
    {
        using var folder = new ConfigurationFolder();
        string[] settings = ["venues:alpaca:kind=alpaca", $"mode={mode}", $"venues:alpaca:mode={mode}", "routing:venues:equity=alpaca", .. url is null ? Array.Empty<string>() : [$"venues:alpaca:url={url}"]];
        var report = Load(folder, [("ALPACA_API_KEY", key), ("ALPACA_API_SECRET", "hidden"), ("TRADINGDAEMON_LIVE", "alpaca")], settings);
        Assert.That(report.Notes.Any(static note => note.Contains("which the venue refuses", StringComparison.Ordinal)), Is.EqualTo(!isUsed));
        if (mode == "live") Assert.That(report.Faults.Any(static fault => fault.Message.StartsWith("Money is not traded in a simulation: the key is one for play money", StringComparison.Ordinal)), Is.EqualTo(!isUsed));
        else Assert.That(report.Config!.Venues["alpaca"].Credentials is not null, Is.EqualTo(isUsed));
    }

    private static ConfigurationReport Load(ConfigurationFolder folder, (string Name, string Value)[] environment, params string[] assignments) =>
        ConfigurationLoad.Load(folder.Inputs(assignments) with { Environment = environment.ToDictionary(static pair => pair.Name, static pair => pair.Value) });

    private static string VenueOf(TradingDaemon.Configuration.Sections.DaemonConfig config, string symbol) => config.Instruments.Find(new Symbol(symbol))!.Venue;
}
