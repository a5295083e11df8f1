using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TradingDaemon.Integration.Tests.Support;

namespace TradingDaemon.Integration.Tests;

/// <summary>A program outside signs, the real daemon decides: once, in the journal, and over a kill.</summary>
public sealed class AgentTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private const string Symbol = "BTC/USD";

    [Test]
    public async Task Signal_SignedTamperedReplayedAndLate_OverAKill_IsTakenOnce()
    {
        using var place = Place();
        string number, nonce;
        using (var daemon = DaemonProcess.Start(place, "--log-level", "information"))
        {
            await daemon.ReadyAsync();
            var taken = await OrderAsync(place, daemon, "buy", "buy");
            (number, nonce) = (taken.Answer["number"]!.ToString(), taken.Nonce);
            var intended = ((string)taken.Answer["message"]!).Split("order ")[1].TrimEnd('.');
            await daemon.SaysAsync("\"event\":\"trade_executed\"");

            var story = await DaemonProcess.RunAsync(place, "explain", number);
            Assert.That(story.Output, Does.Contain("quant signed it at").And.Contain(nonce).And.Contain($"order {intended}"), story.Error);
            Assert.That((await DaemonProcess.RunAsync(place, "explain", intended)).Output, Does.Contain($"signal {number} from outside").And.Contain("fill"));

            await RefusedAsync(place, "buy", nonce, "nonce_replayed");
            File.WriteAllText(Path.Combine(place.Directory, "key"), new string('x', 32));
            await RefusedAsync(place, "buy", "nonce-0002", "signature_wrong");
            File.WriteAllText(Path.Combine(place.Directory, "key"), Key);
            using var client = daemon.Client();
            Assert.That(await PostAsync(client, "quant", DateTimeOffset.UtcNow.AddMinutes(-2)), Does.StartWith("401 ").And.Contain("timestamp_off"));
            Assert.That(await PostAsync(client, "nobody", DateTimeOffset.UtcNow), Does.StartWith("401 ").And.Contain("unknown_agent"));
            Assert.That(await Metrics(client), Does.Match("tradingdaemon_agent_signals_total{agent=\"quant\"} [1-9]").And.Contain("tradingdaemon_agent_refusals_total{reason=\"signature_wrong\"} 1").And.Contain("tradingdaemon_agent_refusals_total{reason=\"timestamp_off\"} 1"));
            daemon.Signal(DaemonProcess.SigKill);
            await daemon.ExitAsync();
        }

        using (var daemon = DaemonProcess.Start(place, "--log-level", "information"))
        {
            await daemon.ReadyAsync();
            var replayed = await RefusedAsync(place, "buy", nonce, "nonce_replayed");
            Assert.That(replayed["number"]!.ToString(), Is.EqualTo(number), "it names what came of the first");
            await OrderAsync(place, daemon, "close", "close");
            await daemon.SaysAsync("\"event\":\"trade_executed\"");
            daemon.Signal(DaemonProcess.SigTerm);
            Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
            Assert.That(daemon.Output, Does.Not.Contain(Key));
        }

        Assert.That((await DaemonProcess.RunAsync(place, "db", "verify")).ExitCode, Is.Zero);
    }

    // The key's file is relative to where the daemon was started: read there at each start, and by the verb at each call.
    private static Workplace Place()
    {
        var place = Workplace.Busy(seed: 95, speed: 1);
        place.Change(static settings => settings["agents"] = new JsonObject { ["quant"] = new JsonObject { ["strategies"] = new JsonArray("desk"), ["symbols"] = new JsonArray(Symbol) } });
        File.WriteAllText(Path.Combine(place.Directory, "key"), Key);
        File.WriteAllText(Path.Combine(place.Directory, ".env"), "AGENT_QUANT_KEY_FILE=key\n");
        var file = Path.Combine(place.Directory, "config", "tiers", "busy.json");
        var tier = JsonNode.Parse(File.ReadAllText(file))!;
        tier["tiers"]!["busy"]!["strategies"] = new JsonObject
        {
            ["desk"] = new JsonObject { ["kind"] = "external", ["symbols"] = new JsonArray("*"), ["sizeFraction"] = 0.002, ["exposureMaxFraction"] = 0.9, ["slippageMaxFraction"] = 0.5, ["signalLifetime"] = "00:00:30" },
        };
        File.WriteAllText(file, tier.ToJsonString());
        return place;
    }

    private static Task<(int ExitCode, string Output, string Error)> SendAsync(Workplace place, string kind, string nonce) =>
        DaemonProcess.RunAsync(place, "signal", "send", "--agent", "quant", "--strategy", "desk", "--symbol", Symbol, "--kind", kind, "--nonce", nonce, "--reason", "a test", "--json");

    private static async Task<JsonNode> RefusedAsync(Workplace place, string kind, string nonce, string refusal)
    {
        var (code, output, error) = await SendAsync(place, kind, nonce);
        var answer = JsonNode.Parse(output)!;
        Assert.That((code, (string?)answer["refusal"]), Is.EqualTo((1, (string?)refusal)), error + output);
        return answer;
    }

    // Until there is a fresh price, entries and exits are refused for want of one: each such signal is taken and told.
    private static async Task<(JsonNode Answer, string Nonce)> OrderAsync(Workplace place, DaemonProcess daemon, string kind, string name)
    {
        (JsonNode Answer, string Nonce)? found = null;
        var sent = 0;
        await daemon.UntilAsync(async () =>
        {
            var nonce = $"nonce-{name}-{++sent}";
            var (_, output, error) = await SendAsync(place, kind, nonce);
            var answer = JsonNode.Parse(output.Length > 0 ? output : throw new AssertionException(error))!;
            Assert.That((string?)answer["refusal"], Is.Null.Or.EqualTo("rate_exceeded"), output);
            if (((string)answer["message"]!).Contains(": order ", StringComparison.Ordinal)) found = (answer, nonce);
            return found is not null;
        }, $"a signal to {kind} becomes an order");
        return found!.Value;
    }

    private static async Task<string> PostAsync(HttpClient client, string agent, DateTimeOffset signedAt)
    {
        const string Body = "{\"strategy\":\"desk\",\"symbol\":\"BTC/USD\",\"kind\":\"buy\"}";
        var (timestamp, nonce) = (signedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), Guid.NewGuid().ToString("N"));
        var signature = Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes($"{timestamp}\n{nonce}\n{Body}")));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/signals") { Content = new StringContent(Body) };
        foreach (var (header, value) in new[] { ("X-Agent", agent), ("X-Timestamp", timestamp), ("X-Nonce", nonce), ("X-Signature", signature) }) request.Headers.Add(header, value);
        using var answer = await client.SendAsync(request);
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }

    private static async Task<string> Metrics(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/metrics", UriKind.Relative));
        return await answer.Content.ReadAsStringAsync();
    }
}
