using NUnit.Framework;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;

namespace TradingDaemon.Tests.Architecture;

/// <summary>One folder a venue, with the same files: what a venue has not is a file that is absent and an ability that is not declared, and what is its own alone is named here with its reason.</summary>
internal sealed class VenueFolderTests
{
    // Files only this venue needs.
    private static readonly Dictionary<string, (string File, string Why)[]> Own = new()
    {
        ["alpaca"] = [
            ("Executions", "the stream and the activities name one execution differently"), ("Rules", "a list of all of them, or one by one"), ("Hours", "the only market here that closes"), ("Sessions", "and when it closes otherwise than usual"),
            ("MarketBody", "streams and answers write prices alike"), ("OrderBody", "streams and answers write orders alike"), ("Charge", "it takes fees of shares later, and tells them apart from any execution"), ("BuyingPower", "it alone tells what may be spent")],
        ["binance"] = [("Replies", "what it answers to orders is of many shapes")],
        ["coinbase"] = [("Progress", "its stream tells how far an order is filled, not by which executions")],
        ["coingecko"] = [("Coins", "it names coins in its own way"), ("Polls", "what is asked over and over, without a key")],
        ["coinspot"] = [
            ("Clock", "its time is the date over its answers"), ("Execution", "a row of its history, which names no order"), ("Look", "one look at its records"), ("Matching", "whose an order is that has no id of ours"),
            ("Order", "a row of its list"), ("Patience", "how long its records may lag"), ("Placed", "an order of ours, remembered for it"), ("Terms", "what rests and what goes at once")],
        ["kraken"] = [("Replies", "what it answers to orders is of many shapes")],
    };

    private static IEnumerable<string> Venues => VenueAdapters.All.Select(static adapter => adapter.Name);

    [TestCaseSource(nameof(Venues))]
    public void Folder_HasTheFilesItsAbilitiesNeed_AndNoOthers(string venue)
    {
        var adapter = VenueAdapters.Find(venue)!;
        Assert.That(Files(venue), Is.EquivalentTo(Roles(adapter).Concat(Own[venue].Select(static own => own.File))));
    }

    [TestCaseSource(nameof(Venues))]
    public void Adapter_OffersWhatItDeclares(string venue)
    {
        var adapter = VenueAdapters.Find(venue)!;
        var abilities = adapter.Abilities;
        Assert.That((adapter.Live is not null, adapter.Requests is not null, adapter.Market is not null), Is.EqualTo((abilities.TakesOrders, abilities.TakesOrders, abilities.TakesOrders)), "who takes no orders has no market to ask for rules");
        Assert.That(abilities.TakesOrders || !(abilities.StreamsAccount || abilities.TakesClientOrderIds), Is.True);
        Assert.That(adapter.Feed, Is.Not.Null, "each tells prices");
        using var market = adapter.Market?.Invoke(new FeedSetup { Hosts = adapter.Hosts[0], Instruments = [], Clock = TimeProvider.System });
        Assert.That(market is IOptionMarket, Is.EqualTo(abilities.TellsGreeks));
        Assert.That(adapter.Hosts.Select(static hosts => hosts.Stream is not null), Has.All.EqualTo(abilities.StreamsMarketData));
        Assert.That(adapter.Hosts.Any(static hosts => !hosts.IsReal), Is.EqualTo(abilities.Practice.Length > 0));
    }

    /// <summary>An ability a venue lacks is no method that throws.</summary>
    [TestCaseSource(nameof(Venues))]
    public void Folder_HoldsNoStub(string venue) => Assert.That(
        Repo.Production.Where(file => Of(file.Path) == venue).Where(static file => file.Words().Any(static word => word.Word is "NotImplementedException" or "NotSupportedException")).Select(static file => file.Path), Is.Empty);

    [Test]
    public void Folders_OfAllVenues_AreKnown() => Assert.That(
        Repo.Production.Where(static file => file.Path.EndsWith("Adapter.cs", StringComparison.Ordinal)).Select(static file => Of(file.Path)).Where(static venue => venue is not null and not "live").Distinct(), Is.EquivalentTo(Venues));

    private static IEnumerable<string> Roles(VenueAdapter adapter)
    {
        string[] always = ["Adapter", "Feed", "Limits", "Errors", "Reader"];
        string[] trading = ["Venue", "Orders", "Account", "Market", "Requests", "Signer", "Symbols", "Bodies", "AccountBodies"];
        string[] market = ["Frames", "Books"];
        string[] account = ["Stream", "AccountFrames", "Words"];
        var abilities = adapter.Abilities;
        return [.. always, .. abilities.TakesOrders ? trading : [], .. abilities.StreamsMarketData ? market : [], .. abilities.StreamsAccount ? account : [], .. abilities.TellsGreeks ? ["Greeks"] : (string[])[]];
    }

    // By their roles: the name without the venue's.
    private static IEnumerable<string> Files(string venue) => Repo.Production.Where(file => Of(file.Path) == venue).Select(file => Path.GetFileNameWithoutExtension(file.Path)[venue.Length..]);

    private static string? Of(string path) => path.Split('/') is ["src", "TradingDaemon.Venues", var folder, _, ..] ? folder.ToLowerInvariant() : null;
}
