using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.CoinSpot;
using TradingDaemon.Venues.CoinSpot.Reading;
using TradingDaemon.Venues.Decoding;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Tests.Interop;

/// <summary>For the same key, number and time the adapters send what ccxt would: method, address, headers and body, to the letter.</summary>
[Category("Interop")]
public sealed class SameRequestsTests
{
    private const long Milliseconds = 1_700_000_000_000;
    private const string KrakenSecret = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg=="; // of the venue's documentation
    private static readonly string[] SecretHeaders = ["APCA-API-SECRET-KEY"];

    [Test]
    public async Task Requests_OfEveryCallBothKnow_AreCcxts()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = curve.ExportECPrivateKeyPem();
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in await NodeClients.RunAsync("requests.mjs", pem))
        {
            using var told = JsonDocument.Parse(line);
            var (venue, call, words) = (Text(told.RootElement, "venue")!, Text(told.RootElement, "call")!, told.RootElement.GetProperty("words"));
            using var ours = JsonDocument.Parse(call == "place-now" ? PlacedNow(Read(words)) : RequestPreview.Show(venue, call, Read(words), Credentials(venue, pem), isJson: true).Split('\n')[0]); // a call of several requests: the first
            Compare($"{venue} {call} {words}", told.RootElement.GetProperty("request"), ours.RootElement);
            counts[venue] = counts.GetValueOrDefault(venue) + 1;
        }

        TestContext.Out.WriteLine(string.Join(", ", counts.Select(static pair => $"{pair.Key} {pair.Value}")));
        Assert.That(counts.Keys, Is.EqualTo(new[] { "alpaca", "binance", "coinbase", "coinspot", "kraken" }));
    }

    // What takes at once at CoinSpot wants the rate it was decided at, which its adapter asks for before.
    private static string PlacedNow(RequestedOrder order)
    {
        var limit = (OrderTerms.Limit)order.Terms!;
        var request = new CoinSpotRequests(new Uri("https://www.coinspot.com.au"), new CoinSpotSigner(Credentials("coinspot", ""))).PlaceNow(
            new OrderToPlace(CoinSpotSymbols.Spelled(order.Symbol!), order.Side!.Value, limit, null), limit.Price.QuotePerBase, 1m, new Stamp(order.Nonce, order.Time));
        return JsonSerializer.Serialize(new { method = request.Method!.Method, url = request.Url.OriginalString, headers = request.Headers.ToDictionary(static header => header.Name, static header => header.Value), body = System.Text.Encoding.UTF8.GetString(request.Body.Span) });
    }

    private static void Compare(string what, JsonElement theirs, JsonElement ours)
    {
        Assert.That((Text(ours, "method"), Text(ours, "url"), Text(ours, "body")), Is.EqualTo((Text(theirs, "method"), Text(theirs, "url"), Text(theirs, "body"))), what);
        var (told, sent) = (Headers(theirs), Headers(ours));
        if (Text(ours, "body") is null) told.Remove("Content-Type"); // of nothing: ccxt names it at some calls without a body
        Assert.That(sent.Keys.Where(name => name != "Content-Type" || Text(ours, "body") is not null), Is.EquivalentTo(told.Keys), what);
        foreach (var (name, value) in told)
        {
            if (name == "Authorization") Assert.That(Claims(sent[name]), Is.EqualTo(Claims(value)), what);
            else if (!SecretHeaders.Contains(name)) Assert.That(sent[name], Is.EqualTo(value), $"{name} of {what}"); // what is secret is never shown
        }
    }

    // Two signatures of one text differ, each token has a number of its own, and ccxt still names the issuer the venue had before: who asks what, and for how long, must be the same.
    private static string Claims(string bearer)
    {
        var parts = bearer["Bearer ".Length..].Split('.');
        var (head, body) = (Part(parts[0]), Part(parts[1]));
        return string.Join(' ', new[] { "alg", "kid" }.Select(name => head[name].ToString()).Concat(new[] { "sub", "uri", "nbf", "exp" }.Select(name => body[name].ToString())));
    }

    private static Dictionary<string, JsonElement> Part(string text) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(System.Buffers.Text.Base64Url.DecodeFromChars(text))!;

    private static Dictionary<string, string> Headers(JsonElement request) => request.GetProperty("headers").EnumerateObject().ToDictionary(static header => header.Name, static header => header.Value.GetString()!, StringComparer.OrdinalIgnoreCase);

    private static VenueCredentials Credentials(string venue, string pem) => venue switch
    {
        "kraken" => new("key", KrakenSecret),
        "coinbase" => new("organizations/x/apiKeys/y", pem),
        _ => new("key", "secret"),
    };

    private static RequestedOrder Read(JsonElement words) => new()
    {
        Symbol = Text(words, "symbol"), Side = Text(words, "side") switch { "buy" => OrderSide.Buy, "sell" => OrderSide.Sell, _ => null }, Terms = Terms(words),
        ClientOrderId = Text(words, "clientOrderId"), VenueOrderId = Text(words, "venueOrderId"), Nonce = Milliseconds, Time = DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds),
    };

    private static OrderTerms? Terms(JsonElement words)
    {
        if (Text(words, "quantity") is not { } quantity) return null;
        var amount = Quantity.From(decimal.Parse(quantity, CultureInfo.InvariantCulture));
        if (Text(words, "price") is not { } price) return new OrderTerms.Market(amount);
        if (Text(words, "type") == "stop") return new OrderTerms.Stop(amount, Price.From(decimal.Parse(price, CultureInfo.InvariantCulture)));
        var lives = Text(words, "timeInForce") == "ioc" ? TimeInForce.ImmediateOrCancel : TimeInForce.GoodTilCancelled;
        return new OrderTerms.Limit(amount, Price.From(decimal.Parse(price, CultureInfo.InvariantCulture)), lives, words.TryGetProperty("postOnly", out _));
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
