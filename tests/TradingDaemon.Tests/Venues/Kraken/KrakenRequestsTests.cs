using System.Text;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Kraken;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Tests.Venues.Kraken;

[TestFixture]
internal sealed class KrakenRequestsTests
{
    // The secret of the venue's own published example; it opens nothing.
    private const string Secret = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";
    private const long Nonce = 1616492376594;

    private static readonly Stamp At = new(Nonce, DateTimeOffset.UnixEpoch);
    private static readonly KrakenRequests Requests = new(KrakenAdapter.Rest, KrakenAdapter.Stream, new KrakenSigner(new VenueCredentials("key", Secret)));

    private const string Deadline = "&deadline=1970-01-01T00%3A00%3A10Z"; // ten seconds after the time of the stamp

    /// <summary>Bug: an asset whose name holds another's was spelled by it, and the emergency stop had no price to close it at.</summary>
    [TestCase("BTC/USD", "XBTUSD"), TestCase("ETH/BTC", "ETHXBT"), TestCase("DOGE/EUR", "XDGEUR"), TestCase("WBTC/USD", "WBTCUSD"), TestCase("TBTC/BTC", "TBTCXBT")]
    public void SpelledPlain_APair_RenamesWholeAssetsOnly(string symbol, string spelled) => Assert.That(KrakenRequests.SpelledPlain(symbol), Is.EqualTo(spelled));

    /// <summary>Bug: a newer asset of four letters lost its first one, was never priced, and its balance was another's.</summary>
    [TestCase("XXBT", "BTC"), TestCase("XBT", "BTC"), TestCase("XXDG", "DOGE"), TestCase("ZUSD", "USD"), TestCase("XETH.F", "ETH.F"), TestCase("ZEUS", "ZEUS"), TestCase("XION", "XION"), TestCase("ZORA", "ZORA")]
    public void Asset_WithOrWithoutItsLetter_IsTheOne(string spelled, string asset) => Assert.That(KrakenSymbols.Asset(spelled), Is.EqualTo(asset));

    [Test]
    public void Sign_ThePublishedExample_GivesItsSignature()
    {
        var headers = new KrakenSigner(new VenueCredentials("key", Secret)).Sign("/0/private/AddOrder", "1616492376594", "nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25"u8);
        Assert.That(headers, Is.EqualTo(new WireHeader[] { new("API-Key", "key"), new("API-Sign", "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==") }));
    }

    [TestCase("signed_addorder_official_vector.json"), TestCase("signed_addorder_json_body.json")]
    public void Sign_TheRecordedVectors_GivesTheirSignatures(string file)
    {
        using var vector = JsonDocument.Parse(Fixtures.Read("kraken", file));
        var (root, path) = (vector.RootElement, new Uri(vector.RootElement.GetProperty("url").GetString()!).AbsolutePath);
        var headers = new KrakenSigner(new VenueCredentials("key", root.GetProperty("api_secret_base64").GetString()!)).Sign(path, root.GetProperty("nonce").GetString()!, Encoding.UTF8.GetBytes(root.GetProperty("body").GetString()!));
        Assert.That(headers[1].Value, Is.EqualTo(root.GetProperty("headers").GetProperty("API-Sign").GetString()));
    }

    [Test]
    public void Sign_WithASecretOfAnotherForm_IsRefused() => Assert.That(static () => new KrakenSigner(new VenueCredentials("key", "no base64!")), Throws.TypeOf<FormatException>());

    [Test]
    public void Place_EachKindOfOrder_IsTheVenuesForm()
    {
        Assert.Multiple(static () =>
        {
            Assert.That(Body(Requests.Place(Order(OrderSide.Buy, new OrderTerms.Limit(Base(1.25m), Quote(37500.0m), TimeInForce.GoodTilCancelled, false), null), At)), Is.EqualTo($"nonce={Nonce}&pair=XBTUSD&type=buy&ordertype=limit&volume=1.25&price=37500{Deadline}"));
            Assert.That(Body(Requests.Place(Order(OrderSide.Sell, new OrderTerms.Limit(Base(0.00000001m), Quote(0.5m), TimeInForce.ImmediateOrCancel, false), "id 1"), At)), Is.EqualTo($"nonce={Nonce}&pair=XBTUSD&type=sell&ordertype=limit&volume=0.00000001&cl_ord_id=id%201&price=0.5&timeinforce=IOC{Deadline}"));
            Assert.That(Body(Requests.Place(Order(OrderSide.Buy, new OrderTerms.Limit(Base(1m), Quote(2m), TimeInForce.GoodTilCancelled, true), "c"), At)), Does.EndWith($"&price=2&oflags=post{Deadline}"));
            Assert.That(static () => Requests.Place(Order(OrderSide.Buy, new OrderTerms.Limit(Base(1m), Quote(2m), TimeInForce.FillOrKill, false), "c"), At), Throws.TypeOf<NotOfferedException>());
            Assert.That(Body(Requests.Place(Order(OrderSide.Buy, new OrderTerms.Market(Base(3m)), "c"), At)), Is.EqualTo($"nonce={Nonce}&pair=XBTUSD&type=buy&ordertype=market&volume=3&cl_ord_id=c{Deadline}"));
            Assert.That(Body(Requests.Place(Order(OrderSide.Sell, new OrderTerms.Stop(Base(3m), Quote(9m)), "c"), At)), Is.EqualTo($"nonce={Nonce}&pair=XBTUSD&type=sell&ordertype=stop-loss&volume=3&cl_ord_id=c&price=9{Deadline}"));
        });
    }

    [Test]
    public void Requests_AreSignedPostsToTheirPaths()
    {
        Assert.Multiple(static () =>
        {
            Check(Requests.Cancel(new OrderAsked("XBTUSD", "c1", "O1"), At), "CancelOrder", "&txid=O1");
            Check(Requests.Cancel(new OrderAsked("XBTUSD", "c1", null), At), "CancelOrder", "&cl_ord_id=c1");
            Check(Requests.CancelAll("XBTUSD", At), "CancelAll", "");
            Check(Requests.Query(new OrderAsked(null, "c1", "O1"), At), "QueryOrders", "&trades=true&txid=O1");
            Check(Requests.Query(new OrderAsked(null, "c1", null), At), "OpenOrders", "&trades=true&cl_ord_id=c1");
            Check(Requests.OpenOrders(null, At), "OpenOrders", "");
            Check(Requests.ClosedOrders("c1", At), "ClosedOrders", "&trades=true&cl_ord_id=c1");
            Check(Requests.Fills(new FillsAsked(null), At), "TradesHistory", "");
            Check(Requests.Fills(new FillsAsked(null, DateTimeOffset.UnixEpoch.AddSeconds(1700000000.5), "50"), At), "TradesHistory", "&start=1700000000.5&ofs=50");
            Check(Requests.Balances(At), "BalanceEx", "");
            Check(Requests.StreamToken(At), "GetWebSocketsToken", "");
        });
    }

    [Test]
    public void Subscribe_AsksForQuotesTradesAndTheBook_InTheStreamsSpelling()
    {
        var messages = Requests.Subscribe(["BTC/USD", "DOGE/USD"]);
        Assert.That(messages.Select(static message => (message.Method, message.Url.ToString())), Is.All.EqualTo(((HttpMethod?)null, "wss://ws.kraken.com/v2")));
        Assert.That(messages.Select(Body), Is.EqualTo(new[]
        {
            """{"method":"subscribe","params":{"channel":"ticker","symbol":["BTC/USD","DOGE/USD"],"event_trigger":"bbo"}}""",
            """{"method":"subscribe","params":{"channel":"trade","symbol":["BTC/USD","DOGE/USD"]}}""",
            """{"method":"subscribe","params":{"channel":"book","symbol":["BTC/USD","DOGE/USD"],"depth":10}}""",
        }));
    }

    [TestCase("BTC/USD", "XBTUSD"), TestCase("ETH/BTC", "ETHXBT"), TestCase("DOGE/USD", "XDGUSD"), TestCase("SOL/EUR", "SOLEUR")]
    public void Spelled_IsTheVenuesShortName(string symbol, string spelled) => Assert.That(Requests.Spelled(symbol), Is.EqualTo(spelled));

    [Test]
    public void Requests_WithTheSameInputs_AreTheSameBytes()
    {
        var (first, second) = (string.Concat(Requests.Balances(At).Headers), string.Concat(Requests.Balances(At).Headers));
        Assert.That(first, Is.EqualTo(second).And.Not.Contain(Secret));
        Assert.That(Requests.Balances(At).ToString(), Is.EqualTo("POST https://api.kraken.com/0/private/BalanceEx"));
        Assert.That(new VenueCredentials("key", Secret).ToString(), Is.EqualTo("credentials"));
        Assert.That(new WireHeader("X", "secret", IsSecret: true).ToString(), Is.EqualTo("X"));
    }

    private static void Check(WireRequest request, string name, string fields)
    {
        Assert.That((request.Method, request.Url.AbsoluteUri, Body(request)), Is.EqualTo((HttpMethod.Post, $"https://api.kraken.com/0/private/{name}", $"nonce={Nonce}{fields}")));
        Assert.That(request.Headers, Is.EqualTo(new KrakenSigner(new VenueCredentials("key", Secret)).Sign($"/0/private/{name}", $"{Nonce}", request.Body.Span).Append(new("Content-Type", "application/x-www-form-urlencoded"))));
    }

    private static string Body(WireRequest request) => Encoding.UTF8.GetString(request.Body.Span);

    private static OrderToPlace Order(OrderSide side, OrderTerms terms, string? id) => new("XBTUSD", side, terms, id);

    private static Quantity Base(decimal quantity) => Quantity.TryFrom(quantity)!.Value;

    private static Price Quote(decimal price) => Price.TryFrom(price)!.Value;
}
