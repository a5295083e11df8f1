using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Operations.Logging;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Logging;

public sealed partial class LogLinesTests
{
    private const string Canary = "canary-\"7\\f+/=";
    private readonly SecretRedactor _redactor = new();

    [Test]
    public void Json_EventWithFields_IsOneObjectWithStableNames()
    {
        var json = Json(Line(LogLevel.Information, new EventId(4_001, "TradeExecuted"), "Bought {Quantity} of {Symbol}, {LatencyMs} ms", null, 0.10m, "BTC-USD", 1.25));
        Assert.That(json.GetProperty("timestamp").GetString(), Is.EqualTo("2026-03-01T12:00:00.0000000Z"));
        Assert.That(json.GetProperty("level").GetString(), Is.EqualTo("information"));
        Assert.That(json.GetProperty("event_id").GetInt32(), Is.EqualTo(4_001));
        Assert.That(json.GetProperty("event").GetString(), Is.EqualTo("trade_executed"));
        Assert.That(json.GetProperty("category").GetString(), Is.EqualTo("Fills"));
        Assert.That(json.GetProperty("message").GetString(), Is.EqualTo("Bought 0.10 of BTC-USD, 1.25 ms"));
        var fields = json.GetProperty("fields");
        Assert.That(fields.GetProperty("quantity").GetString(), Is.EqualTo("0.10"), "money is a string");
        Assert.That(fields.GetProperty("latency_ms").GetDouble(), Is.EqualTo(1.25));
    }

    [Test]
    public void Json_ValuesOfEveryKind_AreWritten()
    {
        var fields = Json(Line(LogLevel.Debug, 1, "{A}{B}{C}{D}{E}{F}{G}{H}", null, RiskRule.QuoteFresh, null!, true, double.NaN, new DateTimeOffset(2026, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)), 5L, TimeSpan.FromSeconds(1), new object())).GetProperty("fields");
        Assert.That(fields.GetProperty("a").GetString(), Is.EqualTo("quote_fresh"));
        Assert.That(fields.GetProperty("b").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(fields.GetProperty("c").GetBoolean(), Is.True);
        Assert.That(fields.GetProperty("d").GetString(), Is.EqualTo("NaN"));
        Assert.That(fields.GetProperty("e").GetString(), Is.EqualTo("2026-01-01T00:00:00.0000000Z"));
        Assert.That(fields.GetProperty("f").GetInt64(), Is.EqualTo(5));
        Assert.That(fields.GetProperty("g").GetString(), Is.EqualTo("00:00:01"));
        Assert.That(fields.GetProperty("h").GetString(), Is.EqualTo("System.Object"));
    }

    [Test]
    public void Json_NoFieldsAndNoName_HasNeither()
    {
        var json = Json(Line(LogLevel.Critical, 0, "plain", null));
        Assert.That(json.TryGetProperty("fields", out _), Is.False);
        Assert.That(json.GetProperty("event").GetString(), Is.EqualTo("log"));
    }

    [Test]
    public void Json_ExceptionAndTrace_AreObjects()
    {
        using var activity = new Activity("a").SetIdFormat(ActivityIdFormat.W3C).Start();
        var json = Json(Line(LogLevel.Error, 7, "broke", Thrown("no \"disk\"")));
        Assert.That(json.GetProperty("exception").GetProperty("type").GetString(), Is.EqualTo("System.IO.IOException"));
        Assert.That(json.GetProperty("exception").GetProperty("message").GetString(), Is.EqualTo("no \"disk\""));
        Assert.That(json.GetProperty("exception").GetProperty("stack").GetString(), Does.Contain("Thrown"));
        Assert.That(json.GetProperty("trace_id").GetString(), Is.EqualTo(activity.TraceId.ToHexString()));
    }

    [Test]
    public void BothShapes_SecretEverywhereAtEveryLevel_IsNowhere([Values] bool isJson, [Values(LogLevel.Trace, LogLevel.Debug, LogLevel.Information, LogLevel.Warning, LogLevel.Error, LogLevel.Critical)] LogLevel level)
    {
        _redactor.Register(Canary);
        _redactor.Register("12345678");
        var line = Line(level, 1, $"say {Canary} {{Url}} {{Token}} {{Pin}}", Thrown("inner " + Canary), isJson, $"https://x/?apikey=zzz&sig={Uri.EscapeDataString(Canary)}", "opaque", 12345678);
        foreach (var spelling in new[] { Canary, JsonEncodedText.Encode(Canary).ToString(), Uri.EscapeDataString(Canary), "zzz", "12345678" }) Assert.That(line, Does.Not.Contain(spelling));
        if (isJson) Assert.That(Json(line).GetProperty("fields").GetProperty("token").GetString(), Is.EqualTo("***"));
    }

    [Test]
    public void Json_RunawayMessage_IsCutAfterRedaction()
    {
        _redactor.Register("0123456789abcdef");
        var json = Json(Line(LogLevel.Information, 1, "{Text}", null, new string('x', LogText.CharactersMax - 8) + "0123456789abcdef" + new string('y', 100)));
        Assert.That(json.GetProperty("message").GetString(), Does.Not.Contain("0123").And.EndsWith("… (95 more)"));
    }

    [Test]
    public void Json_HostileText_StaysOneParsableLine()
    {
        var line = Line(LogLevel.Information, 1, "{Text}", null, "a\r\nb\u001b[31m\"\\\u2028\0{x}");
        Assert.That(line.TrimEnd('\n'), Does.Not.Contain("\n").And.Not.Contain("\r").And.Not.Contain("\u001b"));
        Assert.That(Json(line).GetProperty("fields").GetProperty("text").GetString(), Does.StartWith("a\r\nb"));
    }

    [Test]
    public void Readable_Event_IsOneLine() =>
        Assert.That(Line(LogLevel.Warning, new EventId(5, "RiskRefused"), "Refused {What}", new InvalidOperationException("why"), isJson: false, "a\nforged\u001b[31m"),
            Is.EqualTo("12:00:00.000Z WARN risk_refused: Refused a forged [31m [InvalidOperationException: why]\n"));

    [Test]
    public void Readable_Error_BringsItsStackIndented()
    {
        var lines = Line(LogLevel.Error, 0, "Broke", Thrown("x"), isJson: false).Split('\n');
        Assert.That(lines[0], Is.EqualTo("12:00:00.000Z ERROR Fills: Broke [IOException: x]"));
        Assert.That(lines[1..^1], Is.All.StartsWith("    "));
    }

    [TestCase(LogLevel.Trace, "trce"), TestCase(LogLevel.Debug, "dbug"), TestCase(LogLevel.Information, "info"), TestCase(LogLevel.Critical, "CRIT")]
    public void Readable_Level_IsShown(LogLevel level, string word) => Assert.That(Line(level, 0, "m", null, isJson: false), Does.Contain($"Z {word} Fills: m"));

    private string Line(LogLevel level, EventId id, string template, Exception? exception, params object[] values) => Line(level, id, template, exception, isJson: true, values);

    private string Line(LogLevel level, EventId id, string template, Exception? exception, bool isJson, params object[] values)
    {
        var names = Placeholder().Matches(template).Select(match => match.Groups[1].Value).ToArray();
        List<KeyValuePair<string, object?>> state = [.. names.Zip(values, (name, value) => KeyValuePair.Create<string, object?>(name, value)), new("{OriginalFormat}", template)];
        var message = names.Zip(values).Aggregate(template, (text, pair) => text.Replace("{" + pair.First + "}", Convert.ToString(pair.Second, CultureInfo.InvariantCulture), StringComparison.Ordinal));
        var entry = new LogEntry<IReadOnlyList<KeyValuePair<string, object?>>>(level, "TradingDaemon.Engine.Fills", id, state, exception, (_, _) => message);
        using var writer = new StringWriter();
        if (isJson) new JsonLines(new StepClock(), _redactor).Write(entry, null, writer);
        else new ReadableLines(new StepClock(), _redactor).Write(entry, null, writer);
        return writer.ToString();
    }

    private static JsonElement Json(string line)
    {
        Assert.That(line, Does.EndWith("\n"));
        return JsonDocument.Parse(line).RootElement;
    }

    private static IOException Thrown(string message)
    {
        try
        {
            throw new IOException(message);
        }
        catch (IOException exception)
        {
            return exception;
        }
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
