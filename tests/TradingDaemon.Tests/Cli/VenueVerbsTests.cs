using System.Text;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Cli;
using TradingDaemon.Cli.Context;
using TradingDaemon.Venues.Decoding;

namespace TradingDaemon.Tests.Cli;

[TestFixture]
internal sealed class VenueVerbsTests
{
    private const string Quote = """{"channel":"ticker","data":[{"symbol":"BTC/USD","bid":1.50,"bid_qty":2e-05,"ask":1.6,"ask_qty":3}]}""";
    private const string QuoteLine = """{"kind":"quote","venue":"kraken","symbol":"BTC/USD","bid":"1.50","bidSize":"2e-05","ask":"1.6","askSize":"3"}""";

    [Test]
    public async Task Decode_AFile_IsOnePayload()
    {
        using var run = new CommandLineRun();
        Write(run, "one.json", Quote.Replace(",", ",\n", StringComparison.Ordinal));
        Assert.That(await run.InvokeAsync("venue", "decode", "kraken", "one.json"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output, Is.EqualTo($"{QuoteLine}\n"));
    }

    [Test]
    public async Task Decode_LinesOfAConnection_CarryItsState_AndEachFileIsAConnectionOfItsOwn()
    {
        using var run = new CommandLineRun();
        const string Picture = """{"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[{"price":2,"qty":1}],"asks":[]}]}""";
        const string Change = """{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":1,"qty":3}],"asks":[]}]}""";
        Write(run, "a.jsonl", $"\uFEFF{Picture}\r\n\n{Change}\n");
        Write(run, "b.JSONL", Change);
        Assert.That(await run.InvokeAsync("venue", "decode", "kraken", "a.jsonl", "b.JSONL"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(Lines(run).Select(static line => line.GetProperty("bookAfter").GetProperty("bids").GetRawText()), Is.EqualTo(new[] { """[["2","1"]]""", """[["2","1"],["1","3"]]""", """[["1","3"]]""" }));
    }

    [TestCase("0", false), TestCase("1", true), TestCase("-3", false)]
    public async Task Decode_WithLevels_ShowsSoManyOfTheBook(string levels, bool isShown)
    {
        using var run = new CommandLineRun();
        Write(run, "a.json", """{"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[{"price":2,"qty":1},{"price":1,"qty":1}],"asks":[]}]}""");
        Assert.That(await run.InvokeAsync("venue", "decode", "kraken", "a.json", "--book-levels", levels), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output.Contains("""bookAfter":{"bids":[["2","1"]],"asks":[]}""", StringComparison.Ordinal), Is.EqualTo(isShown));
        Assert.That(run.Output.Contains("bookAfter", StringComparison.Ordinal), Is.EqualTo(isShown));
    }

    [TestCase(new string[0], Quote, 1), TestCase(new[] { "-" }, Quote + "\n" + Quote, 2)]
    public async Task Decode_StandardInput_IsAPayloadOrAConnection(string[] files, string input, int lines)
    {
        using var run = new CommandLineRun { Input = input };
        Assert.That(await run.InvokeAsync(["venue", "decode", "kraken", .. files]), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(Lines(run), Has.Length.EqualTo(lines));
    }

    [Test]
    public async Task Decode_WhatCannotBeRead_IsALineAndTheExitCode_AndTheRestIsRead()
    {
        using var run = new CommandLineRun();
        Write(run, "a.jsonl", $"<html>\n{Quote}\n");
        Assert.That(await run.InvokeAsync("venue", "decode", "kraken", "a.jsonl"), Is.EqualTo(ExitCode.Failed));
        Assert.That(Lines(run).Select(static line => line.GetProperty("kind").GetString()), Is.EqualTo(new[] { "error", "quote" }));
        Assert.That(Lines(run)[0].GetProperty("message").GetString(), Does.Contain("web page"));
    }

    /// <summary>Bug: of a directory it was said that access is denied.</summary>
    [Test]
    public async Task Decode_ADirectory_IsToldAsOne()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("venue", "decode", "kraken", "."), Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Error, Is.EqualTo("error: . is a directory; name its files\n"));
    }

    [Test]
    public async Task Decode_AnErrorTheVenueTold_IsReadWell()
    {
        using var run = new CommandLineRun { Input = """{"error":["EOrder:Insufficient funds"]}""" };
        Assert.That(await run.InvokeAsync("venue", "decode", "kraken"), Is.EqualTo(ExitCode.Done));
        Assert.That(run.Output, Is.EqualTo("""{"kind":"error","venue":"kraken","category":"insufficientFunds","retryable":false,"orderOutcome":"notPlaced","code":"EOrder","message":"EOrder:Insufficient funds"}""" + "\n"));
    }

    [Test]
    public async Task Decode_AnEmptyFile_CannotBeRead()
    {
        using var run = new CommandLineRun();
        Write(run, "a.json", "");
        Assert.That(await run.InvokeAsync("venue", "decode", "kraken", "a.json"), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Output, Does.Contain("it is empty"));
    }

    [Test]
    public async Task Decode_AnEndpoint_SaysWhatTheBodyIs()
    {
        using var run = new CommandLineRun { Input = """{"error":[],"result":{"count":2}}""" };
        Assert.That(await run.InvokeAsync("venue", "decode", "kraken", "--endpoint", "CancelAll"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output, Does.Contain("\"call\":\"cancelAll\""));
    }

    [Test]
    public async Task Decode_AWrongEndpoint_ListsTheRightOnes()
    {
        using var run = new CommandLineRun { Input = "{}" };
        Assert.That(await run.InvokeAsync("venue", "decode", "kraken", "--endpoint", "Nonsense"), Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Error, Does.Contain("there is no endpoint Nonsense").And.Contain("OHLC").And.Contain("TradesHistory"));
    }

    [Test]
    public async Task Decode_AVenueNobodyKnows_ListsThoseThereAre()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("venue", "decode", "mtgox"), Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Error, Does.Contain("mtgox").And.Contain("kraken"));
    }

    [Test]
    public async Task Decode_AFileThatIsNotThere_IsOneSentence()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("venue", "decode", "kraken", "nowhere.json"), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Error, Does.StartWith("error: ").And.Contain("nowhere.json"));
    }

    [Test]
    public async Task List_IsATableOfWhatVenuesCanDo()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("venue", "list"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output, Does.Contain("kraken").And.Contain("crc32").And.Contain("crypto, forex"));
    }

    [Test]
    public async Task List_Json_HasEveryVenue()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("venue", "list", "--json"), Is.EqualTo(ExitCode.Done), run.Error);
        var venues = JsonDocument.Parse(run.Output).RootElement.GetProperty("venues").EnumerateArray().ToDictionary(static venue => venue.GetProperty("name").GetString()!);
        Assert.That(venues.Keys, Is.EqualTo(VenueDecoder.Venues));
        var kraken = venues["kraken"];
        Assert.That(kraken.GetProperty("assetClasses").EnumerateArray().Select(static name => name.GetString()), Is.EqualTo(new[] { "crypto", "forex" }));
        Assert.That(venues.Where(static venue => venue.Value.GetProperty("marketDataNeedsKey").GetBoolean()).Select(static venue => venue.Key), Is.EqualTo(new[] { "alpaca" }));
        Assert.That((kraken.GetProperty("streamsMarketData").GetBoolean(), kraken.GetProperty("bookProof").GetString(), kraken.GetProperty("takesOrders").GetBoolean(), kraken.TryGetProperty("practice", out _)), Is.EqualTo((true, "crc32", true, false)));
    }

    private static JsonElement[] Lines(CommandLineRun run) => [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)];

    private static void Write(CommandLineRun run, string name, string text) => File.WriteAllText(Path.Combine(run.Folder.Directory, name), text, new UTF8Encoding(false));
}
