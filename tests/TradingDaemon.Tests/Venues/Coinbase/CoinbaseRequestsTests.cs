using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Coinbase;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Tests.Venues.Coinbase;

internal sealed class CoinbaseRequestsTests
{
    // The public test key of RFC 6979 A.2.5: it guards nothing.
    private const string Pem = """
        -----BEGIN EC PRIVATE KEY-----
        MHcCAQEEIMmvqdhFunUWa1whV2ex1pNOUMPbNuibEnuKYisSD2choAoGCCqGSM49
        AwEHoUQDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Z5A/4QCLi8
        maQa6elWKLxk8vGyDC1+n1F3o8KU1EYimQ==
        -----END EC PRIVATE KEY-----
        """;

    private const string Name = "organizations/11111111-1111-4111-8111-111111111111/apiKeys/22222222-2222-4222-8222-222222222222";
    private const string Published =
        "eyJhbGciOiJFUzI1NiIsImtpZCI6Im9yZ2FuaXphdGlvbnMvMTExMTExMTEtMTExMS00MTExLTgxMTEtMTExMTExMTExMTExL2FwaUtleXMvMjIyMjIyMjItMjIyMi00MjIyLTgyMjItMjIyMjIyMjIyMjIyIiwibm9uY2UiOiIwMDExMjIzMzQ0NTU2Njc3ODg5OWFhYmJjY2RkZWVmZiIsInR5cCI6IkpXVCJ9" +
        ".eyJzdWIiOiJvcmdhbml6YXRpb25zLzExMTExMTExLTExMTEtNDExMS04MTExLTExMTExMTExMTExMS9hcGlLZXlzLzIyMjIyMjIyLTIyMjItNDIyMi04MjIyLTIyMjIyMjIyMjIyMiIsImlzcyI6ImNkcCIsIm5iZiI6MTc5MDAwMDAwMCwiZXhwIjoxNzkwMDAwMTIwLCJ1cmkiOiJHRVQgYXBpLmNvaW5iYXNlLmNvbS9hcGkvdjMvYnJva2VyYWdlL2FjY291bnRzIn0" +
        ".H5XA-6qRFJcJeLthSMkkmNOq5tqh2cl3_O7xHcaPrwZZ4xQ1XUP3C1UeJNkoXQ9F4qoQuwU6m5oJZAfwE7uHZQ";

    private const string Root = "https://api.coinbase.com/api/v3/brokerage/";
    private const string Id = "11111111-2222-4333-8444-555555555555";

    private static readonly Stamp At = new(0x7f, DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
    private static readonly CoinbaseRequests Requests = (CoinbaseRequests)VenueAdapters.Find("coinbase")!.Requests!(VenueAdapters.Find("coinbase")!.Hosts[0], new VenueCredentials(Name, Pem));

    [Test]
    public void Token_WorkedExample_IsTheSameButForItsSignatureWhichHolds()
    {
        using var signer = new CoinbaseSigner(new VenueCredentials(Name, Pem));
        var token = signer.Token("GET", "/api/v3/brokerage/accounts", "00112233445566778899aabbccddeeff", DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));
        Assert.That(token[..token.LastIndexOf('.')], Is.EqualTo(Published[..Published.LastIndexOf('.')]));
        Assert.That(Holds(token));
        Assert.That(Holds(Published), "the published signature, by the same means");
        Assert.That(Holds(token.Replace("eyJzdWIi", "eyJzdWIj", StringComparison.Ordinal)), Is.False);
    }

    /// <summary>Bug: a token began at our reckoning of the venue's time; where that was a hair ahead, it was of the venue's future and refused like a wrong key.</summary>
    [Test]
    public void Token_BegunSecondsBack_BeginsAndEndsSoMuchEarlier()
    {
        using var signer = new CoinbaseSigner(new VenueCredentials(Name, Pem), secondsBack: 2);
        Assert.That(Part(signer.Token(null, null, "1", At.Time), 1).GetProperty("nbf").GetInt64(), Is.EqualTo(1_699_999_998));
        Assert.That(Part(signer.Token(null, null, "1", At.Time), 1).GetProperty("exp").GetInt64(), Is.EqualTo(1_700_000_118));
    }

    [Test]
    public void Signer_KeyOfTheEnvironment_MayBeQuotedAndOnOneLine()
    {
        using var signer = new CoinbaseSigner(new VenueCredentials(Name, $"\"{Pem.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\\n\""));
        Assert.That(Holds(signer.Token(null, null, "1", At.Time)));
    }

    [Test]
    public void Signer_AnythingButAPrivateKeyOfP256_IsRefusedWithoutShowingIt()
    {
        using var wide = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var right = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var secret in new[] { "c2VjcmV0", wide.ExportECPrivateKeyPem(), "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----", right.ExportSubjectPublicKeyInfoPem() })
            Assert.That(() => new CoinbaseSigner(new VenueCredentials(Name, secret)), Throws.TypeOf<FormatException>().With.Message.Not.Contains(secret));
    }

    [Test]
    public void Place_EveryKind_IsWhatAnIndependentClientSends()
    {
        Posted(Limit(OrderSide.Buy, TimeInForce.GoodTilCancelled, false), """BUY","order_configuration":{"limit_limit_gtc":{"base_size":"1.25","limit_price":"37500.5","post_only":false}}}""");
        Posted(Limit(OrderSide.Sell, TimeInForce.ImmediateOrCancel, false), """SELL","order_configuration":{"sor_limit_ioc":{"base_size":"1.25","limit_price":"37500.5"}}}""");
        Posted(Limit(OrderSide.Sell, TimeInForce.FillOrKill, false), """SELL","order_configuration":{"limit_limit_fok":{"base_size":"1.25","limit_price":"37500.5"}}}""");
        Posted(Limit(OrderSide.Sell, TimeInForce.GoodTilCancelled, true), """SELL","order_configuration":{"limit_limit_gtc":{"base_size":"1.25","limit_price":"37500.5","post_only":true}}}""");
        Posted(Order(OrderSide.Sell, new OrderTerms.Market(Of(0.00078m))), """SELL","order_configuration":{"market_market_ioc":{"base_size":"0.00078"}}}""");
    }

    [Test]
    public void Calls_OfOrdersFillsAndBalances_AreWhatAnIndependentClientSends()
    {
        var cancel = Requests.Cancel(new OrderAsked("BTC-USD", "ours", "OID"), At);
        Assert.That(Encoding.UTF8.GetString(cancel.Body.Span), Is.EqualTo("""{"order_ids":["OID"]}"""));
        Claims(cancel, "POST", "orders/batch_cancel", "");
        Claims(Requests.Query(new OrderAsked("BTC-USD", null, "OID"), At), "GET", "orders/historical/OID", "");
        Claims(Requests.OpenOrders("BTC-USD", At), "GET", "orders/historical/batch", "?order_status=OPEN&product_id=BTC-USD&limit=100");
        Claims(Requests.OpenOrders(null, At), "GET", "orders/historical/batch", "?order_status=OPEN&limit=100");
        Claims(Requests.Fills(new FillsAsked(null), At), "GET", "orders/historical/fills", "");
        Claims(Requests.Fills(new FillsAsked("BTC-USD"), At), "GET", "orders/historical/fills", "?product_id=BTC-USD");
        Claims(Requests.Fills(new FillsAsked("BTC-USD", DateTimeOffset.FromUnixTimeSeconds(1_699_990_000)), At), "GET", "orders/historical/fills", "?product_id=BTC-USD&limit=100&start_sequence_timestamp=2023-11-14T19%3A26%3A40.000Z");
        Claims(Requests.Fills(new FillsAsked("BTC-USD", null, "abc"), At), "GET", "orders/historical/fills", "?product_id=BTC-USD&limit=100&cursor=abc");
        Claims(Requests.Balances(At), "GET", "accounts", "?limit=250");
    }

    [Test]
    public void Calls_WithoutACounterpart_SayWhatTheProtocolSays()
    {
        Claims(Requests.Query(new OrderAsked("BTC-USD", "ours", null), At), "GET", "orders/historical/batch", "?product_id=BTC-USD&limit=100");
        Claims(Requests.Orders(null, "next", At), "GET", "orders/historical/batch", "?limit=100&cursor=next");
        Claims(Requests.Rights(At), "GET", "key_permissions", "");
        Assert.That(Encoding.UTF8.GetString(Requests.Cancel(["a", "b"], At).Body.Span), Is.EqualTo("""{"order_ids":["a","b"]}"""));
    }

    [Test]
    public void Calls_TheVenueDoesNotHave_SaySo()
    {
        Assert.That(() => Requests.CancelAll("BTC-USD", At), Throws.TypeOf<NotOfferedException>());
        Assert.That(() => Requests.Cancel(new OrderAsked("BTC-USD", "ours", null), At), Throws.TypeOf<NotOfferedException>());
        Assert.That(() => Requests.Place(Limit(OrderSide.Buy, TimeInForce.Day, false), At), Throws.TypeOf<NotOfferedException>());
        Assert.That(() => Requests.Place(Order(OrderSide.Buy, new OrderTerms.Stop(Of(1m), Price.TryFrom(1m)!.Value)), At), Throws.TypeOf<NotOfferedException>());
        Assert.That(() => Requests.Place(Order(OrderSide.Buy, new OrderTerms.Market(Of(1m))) with { ClientOrderId = null }, At), Throws.TypeOf<NotOfferedException>());
    }

    [Test]
    public void Subscribe_SomeSymbols_IsAMessageAChannelAndHeartbeats()
    {
        var messages = Requests.Subscribe(["BTC/USD", "ETH-USD"]);
        Assert.That(messages.Select(static message => Encoding.UTF8.GetString(message.Body.Span)), Is.EqualTo(new[]
        {
            """{"type":"subscribe","product_ids":["BTC-USD","ETH-USD"],"channel":"ticker"}""", """{"type":"subscribe","product_ids":["BTC-USD","ETH-USD"],"channel":"market_trades"}""",
            """{"type":"subscribe","product_ids":["BTC-USD","ETH-USD"],"channel":"level2"}""", """{"type":"subscribe","channel":"heartbeats"}""",
        }));
        Assert.That(messages.Select(static message => message.Url.Host), Is.All.EqualTo("advanced-trade-ws.coinbase.com"));
    }

    [Test]
    public void SubscribeAccount_Always_CarriesATokenForNoAddress()
    {
        var message = Requests.SubscribeAccount(At)[0];
        var body = JsonDocument.Parse(message.Body).RootElement;
        var token = body.GetProperty("jwt").GetString()!;
        Assert.That((message.Url.Host, body.GetProperty("channel").GetString(), Holds(token)), Is.EqualTo(("advanced-trade-ws-user.coinbase.com", "user", true)));
        Assert.That(Part(token, 1).TryGetProperty("uri", out _), Is.False);
    }

    private static bool Holds(string token)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(Pem);
        var end = token.LastIndexOf('.');
        return key.VerifyData(Encoding.ASCII.GetBytes(token[..end]), Base64Url.DecodeFromChars(token.AsSpan(end + 1)), HashAlgorithmName.SHA256);
    }

    private static JsonElement Part(string token, int place) => JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[place])).RootElement;

    private static Quantity Of(decimal quantity) => Quantity.TryFrom(quantity)!.Value;

    private static OrderToPlace Order(OrderSide side, OrderTerms terms) => new("BTC-USD", side, terms, Id);

    private static OrderToPlace Limit(OrderSide side, TimeInForce lives, bool isPostOnly) => Order(side, new OrderTerms.Limit(Of(1.250m), Price.TryFrom(37500.50m)!.Value, lives, isPostOnly));

    private static void Posted(OrderToPlace order, string end)
    {
        var request = Requests.Place(order, At);
        Assert.That(Encoding.UTF8.GetString(request.Body.Span), Is.EqualTo($$"""{"client_order_id":"{{Id}}","product_id":"BTC-USD","side":"{{end}}"""));
        Claims(request, "POST", "orders", "");
    }

    // Method and address, and a token that is for them: the query is no part of it.
    private static void Claims(WireRequest request, string method, string path, string query)
    {
        Assert.That((request.Method!.Method, request.Url.OriginalString), Is.EqualTo((method, Root + path + query)));
        Assert.That(request.Headers[1], Is.EqualTo(new WireHeader("Content-Type", "application/json")));
        var token = request.Headers[0].Value["Bearer ".Length..];
        Assert.That(Holds(token));
        Assert.That(Part(token, 0).GetRawText(), Is.EqualTo($$"""{"alg":"ES256","kid":"{{Name}}","nonce":"0000000000000000000000000000007f","typ":"JWT"}"""));
        Assert.That(Part(token, 1).GetRawText(), Is.EqualTo($$"""{"sub":"{{Name}}","iss":"cdp","nbf":1700000000,"exp":1700000120,"uri":"{{method}} api.coinbase.com/api/v3/brokerage/{{path}}"}"""));
    }
}
