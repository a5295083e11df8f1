using NUnit.Framework;
using TradingDaemon.Configuration;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Tests.Configuration;

/// <summary>One symbol at several venues: what the configuration makes of it, and what it refuses.</summary>
public sealed class VenueListingTests
{
    private const string Bitcoin = "instruments:BTC/USD";
    private static readonly string[] Venues = ["venues:one:kind=sandbox", "venues:one:url=http://127.0.0.1:9090", "venues:two:kind=sandbox", "venues:two:url=http://127.0.0.1:9091"];
    private static readonly string[] AtBoth = [.. Venues, $"{Bitcoin}:venues:0=one", $"{Bitcoin}:venues:1=two"];
    private static readonly (string, string)[] Keys = [("ONE_API_KEY", "k"), ("ONE_API_SECRET", "s"), ("TWO_API_KEY", "k"), ("TWO_API_SECRET", "s")];

    [Test]
    public void Load_OnePairAtTwoVenues_IsTwoInstrumentsThatAreOneThing()
    {
        using var folder = new ConfigurationFolder();
        var config = Load(folder, AtBoth).Config!;
        var (first, second) = (config.Instruments.Find(new Symbol("BTC/USD"))!, config.Instruments.Find(new Symbol("BTC/USD@two"))!);
        Assert.That((first.Venue, first.Feed, second.Venue, second.Feed), Is.EqualTo(("one", "one", "two", "two")));
        Assert.That(second with { Id = first.Id, Symbol = first.Symbol, Venue = "one", Feed = "one" }, Is.EqualTo(first), "the rest it has of the first");
        Assert.That(config.Routing.SameThings.Single(), Is.EqualTo(new[] { first.Symbol, second.Symbol }));
        Assert.That(config.SimulatedMarkets.Keys, Has.None.Contains("@"), "what is made up is made up once");
    }

    [Test]
    public void Load_WhatTheSecondSaysItself_IsItsOwn()
    {
        using var folder = new ConfigurationFolder();
        var config = Load(folder, [.. AtBoth, "instruments:BTC/USD@two:tickSize=0.5", "instruments:BTC/USD@two:minNotional=25", $"{Bitcoin}:holidays:0=2026-12-24", $"{Bitcoin}:holidays:1=2026-12-25", "instruments:BTC/USD@two:holidays:0=2026-12-26"]).Config!;
        var (first, second) = (config.Instruments.Find(new Symbol("BTC/USD"))!, config.Instruments.Find(new Symbol("BTC/USD@two"))!);
        Assert.That(Closed(first), Is.EqualTo((true, true, false)));
        Assert.That(Closed(second), Is.EqualTo((false, false, true)), "a list that is said is the whole");
        Assert.That((second.TickSize, second.MinNotional, second.LotSize, second.Base.Code), Is.EqualTo((0.5m, 25m, 0.00001m, "BTC")));
    }

    [Test]
    public void Load_AShareAndAnOption_AreListedAlike()
    {
        using var folder = new ConfigurationFolder();
        var option = "instruments:AAPL250117C00150000";
        var report = Load(folder, [.. Venues, "instruments:AAPL:venues:0=one", "instruments:AAPL:venues:1=two", $"{option}:base=AAPL250117C00150000", $"{option}:quote=USD", $"{option}:tickSize=0.01", $"{option}:lotSize=1", $"{option}:venues:0=one", $"{option}:venues:1=two"]);
        var (share, call) = (report.Config!.Instruments.Find(new Symbol("AAPL@two"))!, report.Config.Instruments.Find(new Symbol("AAPL250117C00150000@two"))!);
        Assert.That((share.AssetClass, share.Venue, call.AssetClass, call.Underlying, call.Multiplier), Is.EqualTo((AssetClass.Equity, "two", AssetClass.Option, "AAPL", 100m)));
    }

    [Test]
    public void Load_AThingThatNamesItAlready_GetsTheFurtherName()
    {
        using var folder = new ConfigurationFolder();
        string[] tether = ["instruments:BTC/USDT:base=BTC", "instruments:BTC/USDT:quote=USDT", "instruments:BTC/USDT:tickSize=0.01", "instruments:BTC/USDT:lotSize=0.00001", "currencyParity:USDT/USD=1", "routing:sameAs:bitcoin:0=BTC/USD", "routing:sameAs:bitcoin:1=BTC/USDT"];
        Assert.That(Load(folder, [.. AtBoth, .. tether]).Config!.Routing.SameThings.Single().Select(static symbol => symbol.Text), Is.EqualTo(new[] { "BTC/USD", "BTC/USDT", "BTC/USD@two" }));
    }

    /// <summary>Without its key the further venue's is only looked at, under its own name: two names at the simulated venue, each on its own venue's prices.</summary>
    [Test]
    public void Load_WithoutTheKeyOfOne_TradesThatNameInTheSimulationOnItsPrices()
    {
        using var folder = new ConfigurationFolder();
        var config = ConfigurationLoad.Load(folder.Inputs(AtBoth) with { Environment = Keys.Take(2).ToDictionary(static pair => pair.Item1, static pair => pair.Item2) }).Config!;
        var second = config.Instruments.Find(new Symbol("BTC/USD@two"))!;
        Assert.That((second.Venue, second.Feed, config.VenueMeant["BTC/USD@two"]), Is.EqualTo(("simulated", "two", "two")));
    }

    [TestCase("instruments:BTC/USD:venues", "instruments:BTC/USD:venues:0=one")]
    [TestCase("instruments:BTC/USD:venues:1", "instruments:BTC/USD:venues:0=one", "instruments:BTC/USD:venues:1=one")]
    [TestCase("instruments:BTC/USD:venues:1", "instruments:BTC/USD:venues:0=one", "instruments:BTC/USD:venues:1=simulated")]
    [TestCase("instruments:BTC/USD:venues:1", "instruments:BTC/USD:venues:0=one", "instruments:BTC/USD:venues:1=no venue")]
    [TestCase("instruments:BTC/USD@two", "instruments:BTC/USD@two:tickSize=0.1")]
    [TestCase("instruments:BTC/USD@one", "instruments:BTC/USD:venues:0=one", "instruments:BTC/USD:venues:1=two", "instruments:BTC/USD@one:tickSize=0.1")]
    [TestCase("instruments:BTC/USD@two:venue", "instruments:BTC/USD:venues:0=one", "instruments:BTC/USD:venues:1=two", "instruments:BTC/USD@two:venue=one")]
    [TestCase("instruments:BTC/USD@two:feed", "instruments:BTC/USD:venues:0=one", "instruments:BTC/USD:venues:1=two", "instruments:BTC/USD@two:feed=one")]
    [TestCase("instruments:BTC/USD@two:feed", "instruments:BTC/USD:venues:0=one", "instruments:BTC/USD:venues:1=two", "routing:feeds:crypto=one")]
    [TestCase("instruments:BTC/USD@two:positionMaxBase", "instruments:BTC/USD:venues:0=one", "instruments:BTC/USD:venues:1=two", "instruments:BTC/USD@two:positionMaxBase=2")]
    [TestCase("instruments:BTC/USD@two:positionMaxBase", "instruments:BTC/USD:venues:0=one", "instruments:BTC/USD:venues:1=two", "instruments:BTC/USD:positionMaxBase=1", "instruments:BTC/USD@two:positionMaxBase=2")]
    [TestCase("instruments:BTC/USD:venue", "instruments:BTC/USD:venue=one", "instruments:BTC/USD:venues:0=one", "instruments:BTC/USD:venues:1=two")]
    [TestCase("instruments:BTC/USD@two:venues", "instruments:BTC/USD:venues:0=one", "instruments:BTC/USD:venues:1=two", "instruments:BTC/USD@two:venues:0=one")]
    [TestCase("routing:sameAs:btc-usd:1", "instruments:BTC/USD:venues:0=one", "instruments:BTC/USD:venues:1=two", "instruments:BTC/USD@two:multiplier=2")]
    [TestCase("routing:sameAs:btc-usd:0", "instruments:BTC/USD:venues:0=one", "instruments:BTC/USD:venues:1=two", "routing:smartEnabled=true")]
    public void Load_WhatCannotBe_IsAFaultAtItsKey(string path, params string[] settings)
    {
        using var folder = new ConfigurationFolder();
        Assert.That(Load(folder, [.. Venues, .. settings]).Faults.Select(static fault => fault.Path), Does.Contain(path));
    }

    [Test]
    public void Load_HowMuchThePairMayBe_IsSaidOnce()
    {
        using var folder = new ConfigurationFolder();
        var config = Load(folder, [.. AtBoth, $"{Bitcoin}:positionMaxBase=3"]).Config!;
        Assert.That(config.Instruments.All.Where(static one => one.Symbol.AtVenue.Text == "BTC/USD").Select(static one => one.PositionMaxBase), Is.EqualTo(new[] { 3m, 3m }));
    }

    [Test]
    public void Load_WithoutVenues_IsAsEver()
    {
        using var folder = new ConfigurationFolder();
        var report = Load(folder, Venues);
        Assert.That(report.Config!.Routing.SameThings, Is.Empty);
        Assert.That(report.Config.Instruments.All.Select(one => (one.Symbol.Venue, report.Config.Instruments.Elsewhere(one.Id).Length)), Is.All.EqualTo(((string?)null, 0)));
        Assert.That(report.InForce.Select(static key => key.Path), Has.None.Contains("@"));
    }

    /// <summary>What a rollback lays over the files is there before the further names are filled in, and is in force under them too.</summary>
    [Test]
    public void Load_WithARollbackLaidOver_FillsInAfterIt()
    {
        using var folder = new ConfigurationFolder();
        var inputs = folder.Inputs(AtBoth) with { Environment = Keys.ToDictionary(static pair => pair.Item1, static pair => pair.Item2), Overrides = [new ConfigurationChange($"{Bitcoin}:tickSize", "0.01", "0.5", ChangeEffect.Neutral)] };
        var config = ConfigurationLoad.Load(inputs).Config!;
        Assert.That(config.Instruments.All.Where(static one => one.Symbol.AtVenue.Text == "BTC/USD").Select(static one => one.TickSize), Is.EqualTo(new[] { 0.5m, 0.5m }));
    }

    private static (bool, bool, bool) Closed(Instrument instrument) => (IsClosed(instrument, 24), IsClosed(instrument, 25), IsClosed(instrument, 26));

    private static bool IsClosed(Instrument instrument, int day) => !instrument.Hours!.IsOpen(new DateTimeOffset(2026, 12, day, 12, 0, 0, TimeSpan.Zero));

    private static ConfigurationReport Load(ConfigurationFolder folder, string[] settings) => ConfigurationLoad.Load(folder.Inputs(settings) with { Environment = Keys.ToDictionary(static pair => pair.Item1, static pair => pair.Item2) });
}
