using System.Security.Cryptography;
using System.Text.Json.Nodes;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Tests.Venues.Alpaca;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Alpaca;
using TradingDaemon.Venues.Binance;
using TradingDaemon.Venues.Coinbase;
using TradingDaemon.Venues.Kraken;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Tests.Interop;

/// <summary>To subscribe, and to ask for it no longer, the feeds send what ccxt's streams and Alpaca's own client send for the same, to the same addresses: every member alike, but for the numbers answers are known by.</summary>
[Category("Interop")]
internal sealed class SameSubscriptionsTests
{
    private const long Milliseconds = 1_700_000_000_000;
    private const string Option = "AAPL250117C00150000";

    // What the adapter asks for besides, of which the client knows nothing: without heartbeats Coinbase closes a quiet connection.
    private static readonly Dictionary<string, string> Alone = new() { ["coinbase"] = """{"channel":"heartbeats","type":"subscribe"}""" };

    // ccxt asks for what it hears of Kraken for ever.
    private const string Uncompared = "kraken market no longer";

    [Test]
    public async Task Subscriptions_OfEveryStreamBothKnow_AreTheClients()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = curve.ExportECPrivateKeyPem();
        var ours = Ours(pem).SelectMany(static one => Parts(one.Message), static (one, part) => (one.Stream, Part: part)).ToLookup(static one => one.Stream, static one => one.Part);
        JsonObject[] lines = [.. (await NodeClients.RunAsync("streams.mjs", pem)).Select(static line => JsonNode.Parse(line)!.AsObject())];
        foreach (var (stream, address) in lines.Where(static line => line["url"] is not null).Select(static line => (Stream: $"{line["venue"]} {line["stream"]}", Address: $"{line["url"]}")).Distinct())
            Assert.That(Addresses.Select(static one => (one.Stream, one.Address)), Has.Some.Matches<(string Stream, string Address)>(one => stream.StartsWith(one.Stream, StringComparison.Ordinal) && Same(one.Address) == Same(address)), $"{stream} at {address}");
        var theirs = lines
            .SelectMany(static line => Parts(line["message"]!), static (line, part) => (Of: ($"{line["venue"]} {line["stream"]}", $"{line["client"]}"), Part: part)).ToLookup(static one => one.Of, static one => one.Part);
        foreach (var told in theirs)
        {
            var (stream, client) = told.Key;
            var alone = Alone.GetValueOrDefault(stream.Split(' ')[0]);
            if (alone is not null && !stream.EndsWith("no longer", StringComparison.Ordinal)) Assert.That(ours[stream], Has.One.EqualTo(alone), stream);
            Assert.That(ours[stream].Where(part => part != alone).Distinct(), Is.EquivalentTo(told.Distinct()), $"{stream} beside {client}");
        }

        Assert.That(theirs.Select(static told => told.Key.Item1).Distinct(), Is.EquivalentTo(ours.Select(static one => one.Key).Where(static stream => stream != Uncompared)), "each stream has somebody to be compared with");
        Assert.That(theirs.CountBy(static told => told.Key.Item2).ToDictionary(), Is.EquivalentTo(new Dictionary<string, int> { ["ccxt"] = 11, ["alpaca"] = 8 }));
    }

    // Where the adapters go, then where ccxt alone goes: at Coinbase it hears the account where the market is, beside which the venue has a host for it, and its coins at Alpaca have the path of a version before.
    private static readonly (string Stream, string Address)[] Addresses =
    [
        ("kraken market", $"{LiveVenues.Hosts("kraken")[0].Stream}"), ("kraken account", $"{LiveVenues.Hosts("kraken")[0].AccountStream}"),
        ("coinbase market", $"{LiveVenues.Hosts("coinbase")[0].Stream}"), ("coinbase account", $"{LiveVenues.Hosts("coinbase")[0].AccountStream}"),
        ("binance market", $"{LiveVenues.Hosts("binance")[0].Stream}"), ("binance account", $"{LiveVenues.Hosts("binance")[0].AccountStream}"),
        .. new[] { ("shares", "AAPL"), ("coins", "BTC/USD"), ("options", Option) }.Select(static kind => ($"alpaca {kind.Item1}", $"{AlpacaRequests.At(LiveVenues.Hosts("alpaca")[1], new VenueCredentials("key", "secret")).StreamOf(kind.Item2)}")),
        ("alpaca account", $"{LiveVenues.Hosts("alpaca")[0].AccountStream}"), ("alpaca account", $"{LiveVenues.Hosts("alpaca")[1].AccountStream}"),
        ("coinbase account", $"{LiveVenues.Hosts("coinbase")[0].Stream}"), ("alpaca coins", "wss://stream.data.alpaca.markets/v1beta2/crypto"), ("alpaca login", "wss://stream.data.alpaca.markets/v1beta2/crypto"),
    ];

    // Of Binance's market the host alone: one connection has a path that names what comes with its stream, the other a number of ccxt's.
    private static string Same(string address) => new Uri(address) is { Host: "stream.binance.com" } binance ? binance.Authority : new Uri(address).AbsoluteUri;

    // What the feeds and the accounts' streams themselves send.
    private static IEnumerable<(string Stream, JsonNode Message)> Ours(string pem)
    {
        Instrument[] one = [AlpacaRig.Bitcoin];
        Instrument[] tether = [AlpacaRig.Bitcoin with { Symbol = new Symbol("BTC/USDT"), Quote = new Currency("USDT") }];
        var (nowhere, stamp) = (new Uri("https://127.0.0.1"), new Stamp(Milliseconds, DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds)));
        foreach (var message in new KrakenFeed(withBooks: true).Subscribe(one)) yield return ("kraken market", Json(message));
        foreach (var message in new KrakenFeed(withBooks: true).Unsubscribe(one)) yield return ("kraken market no longer", Json(message));
        foreach (var message in new CoinbaseFeed(withBooks: true).Unsubscribe(one)) yield return ("coinbase market no longer", Json(message));
        foreach (var message in new BinanceFeed(withBooks: true).Unsubscribe(tether)) yield return ("binance market no longer", Json(message));
        yield return ("alpaca shares no longer", Json(AlpacaRequests.Channels("unsubscribe", ["AAPL"]).Span));
        yield return ("alpaca coins no longer", Json(AlpacaRequests.Channels("unsubscribe", ["BTC/USD"], withBooks: true).Span));
        yield return ("alpaca options no longer", Json(AlpacaRequests.Channels("unsubscribe", [Option]).Span));
        yield return ("kraken account", Json(KrakenRequests.AskForExecutions("token")));
        foreach (var message in new CoinbaseFeed(withBooks: true).Subscribe(one)) yield return ("coinbase market", Json(message));
        foreach (var request in new CoinbaseRequests(nowhere, nowhere, nowhere, new CoinbaseSigner(new VenueCredentials("organizations/x/apiKeys/y", pem))).SubscribeAccount(stamp)) yield return ("coinbase account", Json(request.Body.Span));
        foreach (var message in new BinanceFeed(withBooks: true).Subscribe(tether)) yield return ("binance market", Json(message));
        yield return ("binance account", Json(new BinanceRequests(nowhere, nowhere, nowhere, new BinanceSigner(new VenueCredentials("key", "secret"))).SubscribeAccount(stamp).Body.Span));
        var alpaca = AlpacaRequests.At(LiveVenues.Hosts("alpaca")[1], new VenueCredentials("key", "secret"));
        yield return ("alpaca login", Json(alpaca.LogIn(isPacked: false).Span));
        yield return ("alpaca login", Json(alpaca.LogIn(isPacked: true).Span));
        yield return ("alpaca shares", Json(AlpacaRequests.Channels("subscribe", ["AAPL"]).Span));
        yield return ("alpaca coins", Json(AlpacaRequests.Channels("subscribe", ["BTC/USD"], withBooks: true).Span));
        yield return ("alpaca options", Json(AlpacaRequests.Channels("subscribe", [Option]).Span));
        foreach (var request in alpaca.Listen()) yield return ("alpaca account", Json(request.Body.Span));
    }

    private static JsonNode Json(ReadOnlySpan<byte> message) => JsonNode.Parse(MessagePackText.Begins(message) ? new MessagePackText().Read(message) : message)!;

    // ccxt asks for one stream at a time, the adapters for all of a connection at once where the venue takes that: each stream asked for is one part.
    private static IEnumerable<string> Parts(JsonNode message)
    {
        var said = message.AsObject();
        said.Remove("id");
        said.Remove("req_id");
        if (said["product_ids"] is JsonArray { Count: 0 }) said.Remove("product_ids"); // of all: an empty list and none are the same there
        if (said["jwt"] is { } token) said["jwt"] = Claims(token.GetValue<string>());
        return said switch
        {
            _ when $"{said["method"]}" is "SUBSCRIBE" or "UNSUBSCRIBE" => said["params"]!.AsArray().Select(name => $"{said["method"]} {name}"),
            _ when $"{said["action"]}" is "subscribe" or "unsubscribe" => said.Where(static member => member.Key != "action").Select(member => $"{said["action"]} {member.Key} {member.Value!.ToJsonString()}"),
            _ => [Sorted(said).ToJsonString()],
        };
    }

    private static JsonNode Sorted(JsonNode node) => node is not JsonObject members ? node.DeepClone() : new JsonObject(members.OrderBy(static member => member.Key, StringComparer.Ordinal).Select(static member => KeyValuePair.Create(member.Key, (JsonNode?)Sorted(member.Value!))));

    // Two signatures of one text differ, each token has a number of its own, and ccxt still names the issuer the venue had before: who asks, and for how long, must be the same.
    private static string Claims(string token)
    {
        var parts = token.Split('.');
        var (head, body) = (Part(parts[0]), Part(parts[1]));
        return string.Join(' ', new[] { "alg", "kid" }.Select(name => $"{head[name]}").Concat(new[] { "sub", "uri", "nbf", "exp" }.Select(name => $"{body[name]}")));
    }

    private static JsonObject Part(string text) => JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(text))!.AsObject();
}
