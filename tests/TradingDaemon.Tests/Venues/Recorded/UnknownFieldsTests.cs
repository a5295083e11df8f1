using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Recorded;

/// <summary>Venues add fields whenever they like: recorded payloads with fields nobody knows say what they said before.</summary>
[TestFixture]
internal sealed partial class UnknownFieldsTests
{
    private const string Name = "field_nobody_knows";

    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Where an object is a list by name, one name more is one thing more, and no more than that.
    private static readonly Dictionary<string, string[]> TellMore = new()
    {
        ["alpaca"] = ["data/corporate_actions.json"],
        ["coingecko"] = ["simple_price.json"],
        ["coinspot"] = ["private/balances.json"],
    };

    [TestCase("kraken"), TestCase("coinbase"), TestCase("binance"), TestCase("alpaca"), TestCase("coinspot"), TestCase("coingecko")]
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

    [TestCase("alpaca", null), TestCase("coinspot", null), TestCase("coingecko", """{"usd":1.5}""")]
    public void Decode_WhereNamesAreWhatIsTold_TellsTheNameBesides(string venue, string? value)
    {
        foreach (var file in TellMore[venue])
        {
            var (added, payloads) = (0, Fixtures.Payloads(venue, file).Select(static payload => JsonNode.Parse(payload)!).ToArray());
            var before = Text(venue, payloads);
            foreach (var payload in payloads) Add(payload, isRow: true, ref added, value);
            var after = Text(venue, payloads);
            Assert.That(after, Does.Contain(Name).IgnoreCase, file);
            Assert.That(Besides().Replace(after, "").Split('\n').Where(static line => !line.Contains(Name, StringComparison.OrdinalIgnoreCase)), Is.EqualTo(before.Split('\n')), file);
        }
    }

    // Of what lists all its names in one text.
    [GeneratedRegex(", " + Name + @" \{[^{}]*\}")]
    private static partial Regex Besides();

    // At the end of the whole and of every row of a list.
    private static void Add(JsonNode? node, bool isRow, ref int added, string? value = null)
    {
        if (node is JsonArray list)
        {
            foreach (var one in list) Add(one, isRow: true, ref added, value);
        }
        else if (node is JsonObject fields)
        {
            foreach (var (_, inside) in fields) Add(inside, isRow: false, ref added, value);
            if (!isRow) return;
            fields[Name] = value is not null ? JsonNode.Parse(value) : new JsonObject { ["a"] = new JsonArray(1, "x", null, true), ["b"] = -1.5e-7 };
            added++;
        }
    }

    private static string Text(string venue, JsonNode[] payloads) => string.Join('\n', Decoded.Lines(venue, payloads.Select(static payload => Encoding.UTF8.GetBytes(payload.ToJsonString(AsWritten)))).Select(static line => line.GetRawText()));
}
