using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Recorded;

/// <summary>Venues add fields whenever they like: recorded payloads with fields nobody knows say what they said before.</summary>
[TestFixture]
internal sealed class UnknownFieldsTests
{
    private const string Name = "field_nobody_knows";

    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Where an object is a list by name, one name more is one thing more.
    private static readonly Dictionary<string, string[]> TellMore = new()
    {
        ["coingecko"] = ["simple_price.json"],
        ["coinspot"] = ["private/balances.json"],
    };

    [TestCase("kraken"), TestCase("coinbase"), TestCase("binance"), TestCase("coinspot"), TestCase("coingecko")]
    public void Decode_WithFieldsNobodyKnows_TellsTheSame(string venue)
    {
        var (added, files) = (0, 0);
        foreach (var file in Fixtures.Files(venue).Where(file => file.EndsWith(".json", StringComparison.Ordinal) || file.EndsWith(".jsonl", StringComparison.Ordinal)).Except(TellMore.GetValueOrDefault(venue, [])))
        {
            var payloads = Fixtures.Payloads(venue, file).Select(static payload => JsonNode.Parse(payload)!).ToArray();
            var before = Text(venue, payloads);
            foreach (var payload in payloads) Add(payload, isRow: true, ref added);
            Assert.That(Text(venue, payloads), Is.EqualTo(before), file);
            files++;
        }

        TestContext.Out.WriteLine($"{venue}: {added} fields in {files} files");
        Assert.That(added, Is.GreaterThan(files / 2));
    }

    // At the end of the whole and of every row of a list.
    private static void Add(JsonNode? node, bool isRow, ref int added)
    {
        if (node is JsonArray list)
        {
            foreach (var one in list) Add(one, isRow: true, ref added);
        }
        else if (node is JsonObject fields)
        {
            foreach (var (_, value) in fields) Add(value, isRow: false, ref added);
            if (!isRow) return;
            fields[Name] = new JsonObject { ["a"] = new JsonArray(1, "x", null, true), ["b"] = -1.5e-7 };
            added++;
        }
    }

    private static string Text(string venue, JsonNode[] payloads) => string.Join('\n', Decoded.Lines(venue, payloads.Select(static payload => Encoding.UTF8.GetBytes(payload.ToJsonString(AsWritten)))).Select(static line => line.GetRawText()));
}
