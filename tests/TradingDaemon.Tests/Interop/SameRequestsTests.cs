using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Decoding;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Tests.Interop;

/// <summary>For the same key, number and time the adapters send what ccxt would: method, address, headers and body, to the letter.</summary>
[Category("Interop")]
public sealed class SameRequestsTests
{
    private const long Milliseconds = 1_700_000_000_000;
    private const string KrakenSecret = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg=="; // of the venue's documentation
    private static readonly string[] OfTheConnection = ["Host", "User-Agent", "Accept-Encoding", "Content-Length"];
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
            var theirs = told.RootElement.GetProperty("request");
            using var ours = JsonDocument.Parse(await OursAsync(venue, call, words, pem, Text(theirs, "url")!));
            Compare($"{venue} {call} {words}", theirs, ours.RootElement);
            counts[venue] = counts.GetValueOrDefault(venue) + 1;
        }

        TestContext.Out.WriteLine(string.Join(", ", counts.Select(static pair => $"{pair.Key} {pair.Value}")));
        Assert.That(counts.Keys, Is.EqualTo(new[] { "alpaca", "binance", "coinbase", "coinspot", "kraken" }));
    }

    // Of a call of several requests the one that goes where theirs does, with their number.
    private static async Task<string> OursAsync(string venue, string call, JsonElement words, string pem, string address)
    {
        var (order, credentials) = (Read(venue, words), Credentials(venue, pem));
        var first = (await RequestPreview.ShowAsync(venue, call, order, credentials, isJson: true)).Split('\n');
        var at = Math.Max(0, Array.FindIndex(first, line => line.Contains($"\"{address.Split('?')[0]}\"", StringComparison.Ordinal)));
        return at == 0 ? first[0] : (await RequestPreview.ShowAsync(venue, call, order with { Nonce = order.Nonce - at }, credentials, isJson: true)).Split('\n')[at];
    }

    private static void Compare(string what, JsonElement theirs, JsonElement ours)
    {
        Assert.That((Text(ours, "method"), Text(ours, "url"), Text(ours, "body")), Is.EqualTo((Text(theirs, "method"), Text(theirs, "url"), Text(theirs, "body"))), what);
        var (told, sent) = (Headers(theirs), Headers(ours));
        foreach (var name in OfTheConnection) Assert.That(sent.Remove(name) || name == "Content-Length", Is.True, $"{name} of {what}"); // ccxt leaves these to the library below it
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

    // A token of Coinbase begins two seconds before the time it is made at, so that it is never one of the future.
    private static RequestedOrder Read(string venue, JsonElement words) => new()
    {
        Symbol = Text(words, "symbol"), Side = Text(words, "side") switch { "buy" => OrderSide.Buy, "sell" => OrderSide.Sell, _ => null }, Terms = Terms(words),
        ClientOrderId = Text(words, "clientOrderId"), VenueOrderId = Text(words, "venueOrderId"), Nonce = Milliseconds, Time = DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds + (venue == "coinbase" ? 2_000 : 0)),
        Since = DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds), PriceQuote = Text(words, "price") is { } decided ? decimal.Parse(decided, CultureInfo.InvariantCulture) : null,
    };

    private static OrderTerms? Terms(JsonElement words)
    {
        if (Text(words, "quantity") is not { } quantity) return null;
        var amount = Quantity.From(decimal.Parse(quantity, CultureInfo.InvariantCulture));
        if (Text(words, "price") is not { } price || Text(words, "type") == "market") return new OrderTerms.Market(amount);
        if (Text(words, "type") == "stop") return new OrderTerms.Stop(amount, Price.From(decimal.Parse(price, CultureInfo.InvariantCulture)));
        var lives = Text(words, "timeInForce") switch { "ioc" => TimeInForce.ImmediateOrCancel, "fok" => TimeInForce.FillOrKill, _ => TimeInForce.GoodTilCancelled };
        return new OrderTerms.Limit(amount, Price.From(decimal.Parse(price, CultureInfo.InvariantCulture)), lives, words.TryGetProperty("postOnly", out _));
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
