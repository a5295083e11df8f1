using System.Text;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Kraken;

namespace TradingDaemon.Tests.Venues.Kraken;

[TestFixture]
internal sealed class KrakenReaderTests
{
    [Test]
    public void Checksum_OfTheVenuesOwnExample_IsProven()
    {
        using var vector = JsonDocument.Parse(Fixtures.Read("kraken", "book_checksum_official_vector.json"));
        var (books, root) = (new KrakenBooks(), vector.RootElement);
        books.Learn("BTC/USD", root.GetProperty("price_precision").GetInt64(), root.GetProperty("qty_precision").GetInt64());
        var checksum = root.GetProperty("checksum").GetInt64();
        Assert.That(books.Put("BTC/USD", true, Levels(root, "bids"), Levels(root, "asks"), checksum), Is.True);
        Assert.That(books.Of("BTC/USD").IsWhole, Is.True);
        Assert.That(books.Put("BTC/USD", true, Levels(root, "bids"), Levels(root, "asks"), checksum + 1), Is.False);
        Assert.That(books.Of("BTC/USD").IsWhole, Is.False);
        Assert.That(books.Put("BTC/USD", true, Levels(root, "bids"), Levels(root, "asks"), null), Is.Null);
    }

    // One level a side, and the checksum of the text the venue's rule makes of it: precision, no point, no leading zeros.
    [TestCase("0.9990", "0.00005100", 4, 8, "99905100"), TestCase("63298", "5.1e-05", 1, 8, "6329805100"), TestCase("1.0", "12345678901234.12345678", 1, 8, "101234567890123412345678"), TestCase("1.000000000000", "1.00000001", 2, 4, "10010000")]
    public void Checksum_IsOfTheDigitsThePairHas(string price, string size, int priceDigits, int sizeDigits, string text)
    {
        var books = new KrakenBooks();
        books.Learn("A/B", priceDigits, sizeDigits);
        var level = new BookLevel(Number(price), Number(size));
        Assert.That(books.Put("A/B", true, [level], [], TradingDaemon.Venues.Books.Crc32.Of(Encoding.ASCII.GetBytes(text))), Is.True);
    }

    [Test]
    public void Book_WithoutThePairsRules_LearnsThemFromItsFirstPicture_AndThenHoldsThem()
    {
        var books = new KrakenBooks();
        var told = TradingDaemon.Venues.Books.Crc32.Of("6329800005100"u8);
        Assert.That(books.Put("A/B", false, [new BookLevel(63298m, 0.000051m)], [], told), Is.False, "a difference teaches nothing");
        books.Begin();
        Assert.That(books.Put("A/B", true, [new BookLevel(63298m, 51m)], [], TradingDaemon.Venues.Books.Crc32.Of("632980005100000000"u8)), Is.True);
        Assert.That(books.Put("A/B", false, [new BookLevel(63298m, 52m)], [], TradingDaemon.Venues.Books.Crc32.Of("632980005200000000"u8)), Is.True);
        Assert.That(books.Put("A/B", false, [new BookLevel(63298m, 52m)], [], TradingDaemon.Venues.Books.Crc32.Of("6329852"u8)), Is.False);
    }

    [Test]
    public void Book_IsCutToTheDepthThatWasAskedFor()
    {
        var books = new KrakenBooks();
        books.Subscribed("A/B", 2);
        books.Put("A/B", true, [new(3m, 1m), new(2m, 1m), new(1m, 1m)], [new(4m, 1m)], null);
        Assert.That((books.Of("A/B").Count(isBid: true), books.Of("A/B").Count(isBid: false)), Is.EqualTo((2, 1)));
        books.Begin();
        Assert.That(books.Of("A/B").Count(isBid: true), Is.Zero);
    }

    [TestCase("XXBTZUSD", "BTC/USD"), TestCase("XBTUSD", "BTC/USD"), TestCase("XTZUSD", "XTZ/USD"), TestCase("DOTUSD", "DOT/USD"), TestCase("USDTZUSD", "USDT/USD"), TestCase("USDTUSD", "USDT/USD"), TestCase("XLTCZEUR", "LTC/EUR"), TestCase("XBT/USD", "BTC/USD"), TestCase("BTC/USD", "BTC/USD"), TestCase("XETHXXBT", "ETH/BTC"), TestCase("XDG/USD", "DOGE/USD"), TestCase("LTCUSDT", "LTC/USDT"), TestCase("ATOMUSD", "ATOM/USD"), TestCase("SOLEUR", "SOL/EUR"), TestCase("WHAT", "WHAT")]
    public void Pair_HoweverSpelled_IsCanonical(string spelling, string symbol)
    {
        var symbols = new KrakenSymbols();
        for (var i = 0; i < 2; i++) Assert.That(symbols.Pair(Encoding.UTF8.GetBytes(spelling)), Is.EqualTo(symbol));
    }

    [Test]
    public void Pair_TheVenueTold_IsAsTold_AlsoAfterAGuess()
    {
        var symbols = new KrakenSymbols();
        Assert.That(symbols.Pair("T1USD"u8), Is.EqualTo("T1/USD"));
        symbols.Learn("TEST/USD", "T1USD", null, "T1/USD");
        Assert.That((symbols.Pair("T1USD"u8), symbols.Pair("T1/USD"u8)), Is.EqualTo(("TEST/USD", "TEST/USD")));
        var longer = new string('A', 70);
        Assert.That(symbols.Pair(Encoding.UTF8.GetBytes(longer)), Is.EqualTo(longer));
    }

    [TestCase("XXBT", "BTC"), TestCase("ZUSD", "USD"), TestCase("XBT.F", "BTC.F"), TestCase("ATOM.S", "ATOM.S"), TestCase("XDG", "DOGE"), TestCase("USDT", "USDT"), TestCase("XTZ", "XTZ")]
    public void Asset_HoweverSpelled_IsCanonical(string spelling, string asset) => Assert.That(KrakenSymbols.Asset(spelling), Is.EqualTo(asset));

    [TestCase("EOrder:Insufficient funds", VenueFaultKind.InsufficientFunds), TestCase("EOrder:Rate limit exceeded", VenueFaultKind.RateLimited), TestCase("EOrder:Something new", VenueFaultKind.Rejected), TestCase("EAPI:Invalid nonce", VenueFaultKind.Retry),
     TestCase("EAPI:Invalid key", VenueFaultKind.Authentication), TestCase("EGeneral:Permission denied", VenueFaultKind.Authentication), TestCase("EGeneral:Internal error", VenueFaultKind.OutcomeUnknown), TestCase("EService:Unavailable", VenueFaultKind.OutcomeUnknown),
     TestCase("EService:Market in cancel_only mode", VenueFaultKind.MarketClosed), TestCase("EQuery:Unknown asset pair", VenueFaultKind.Rejected), TestCase("Who knows", VenueFaultKind.OutcomeUnknown)]
    public void Error_MeansWhatTheTableSays(string text, VenueFaultKind kind) => Assert.That(KrakenErrors.Read(text, isGateway: false).Kind, Is.EqualTo(kind));

    [Test]
    public void Error_OfTheGatewayInNoTable_IsADefiniteNo() => Assert.That(KrakenErrors.Read("Limit_price field must be a number_float", isGateway: true).Kind, Is.EqualTo(VenueFaultKind.Rejected));

    [TestCase("""{"error":["WGeneral:Danger"],"result":{"unixtime":1762820224}}""", "status|status", "warning|clock"), TestCase("""{"method":"batch_add","result":[{"order_id":"O1","cl_ord_id":"c1"},{"order_id":"O2"}]}""", "ack|ack", "|"),
     TestCase("""{"error":["EGeneral:Internal error"]}""", "error", "")]
    public void Body_OfSeveralThings_TellsEach(string payload, string kinds, string of)
    {
        var lines = Decoded.Text("kraken", payload);
        Assert.That(string.Join('|', lines.Select(static line => line.Says("kind"))), Is.EqualTo(kinds));
        Assert.That(string.Join('|', lines.Select(static line => line.Says("of") ?? "")), Is.EqualTo(of));
    }

    [TestCase("""{"error":[],"result":{"ZUSD":{"balance":"100.0","hold_trade":"40.5","credit":"10","credit_used":"1"}}}""", null, """[["USD","100.0","68.5"]]""")]
    public void Wallets_TellWhatMayBeSpent(string payload, string? endpoint, string balances) =>
        Assert.That($"[{string.Join(',', Decoded.Text("kraken", payload, endpoint).Select(static line => $"""["{line.Says("asset")}","{line.Says("total")}","{line.Says("available")}"]"""))}]", Is.EqualTo(balances));

    [Test]
    public void Body_OfNoShapeOfItsOwn_IsReadByItsName()
    {
        Assert.That(Decoded.Text("kraken", """{"error":[],"result":{"open":{}}}""", "OpenOrders"), Is.Empty);
        Assert.That(Decoded.Text("kraken", """{"error":[],"result":{}}""", "OpenOrders").Single().Says("message"), Is.EqualTo("there is no list of open orders"));
        Assert.That(Decoded.Text("kraken", """{"error":[],"result":{"count":3}}""", "CancelAll").Single().Says("call"), Is.EqualTo("cancelAll"));
        Assert.That(Decoded.Text("kraken", """{"error":[],"result":{"XXBTZUSD":[[1762777020,"1.5","1.6"]],"last":1}}""").Single().Says("ts"), Is.EqualTo("2025-11-10T12:17:00Z"));
    }

    [Test]
    public void Samples_AreAllUnderstood()
    {
        foreach (var sample in KrakenSamples.All)
            Assert.That(Decoded.Text("kraken", sample).Select(static line => line.Says("category")), Has.None.EqualTo("undecodable"), sample);
    }

    private static BookLevel[] Levels(JsonElement root, string side) => [.. root.GetProperty(side).EnumerateArray().Select(static level => new BookLevel(Number(level[0].GetString()!), Number(level[1].GetString()!)))];

    private static decimal Number(string text) => TradingDaemon.Venues.Wire.WireNumber.Parse(Encoding.UTF8.GetBytes(text));
}
