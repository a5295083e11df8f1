using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using NUnit.Framework;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Prices;
using TradingDaemon.Composition.Routes;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Storage.Prices;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Cli.Prices;

[TestFixture]
internal sealed class PricesVerbTests
{
    private static readonly DateTimeOffset Noon = SetClock.Noon;
    private static readonly PriceRow[] Rows =
    [
        new(Noon, "coinspot", new Symbol("BTC/AUD"), Noon.AddMilliseconds(1_250), 90_000.10m, 90_100m, 90_050m), new(Noon.AddMinutes(5), "coinspot", new Symbol("ETH/AUD"), Noon.AddMinutes(5), null, null, 3_000m),
    ];

    [Test]
    public async Task Prices_AsCsv_HaveTheirDigitsAndNothingWhereNothingWasTold()
    {
        using var run = Run();
        Assert.That(await run.InvokeAsync("prices", "--csv"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output.ReplaceLineEndings("\n"), Is.EqualTo(
            "ts_utc,venue,symbol,bid,ask,last,told_utc\n2026-03-02T12:00:00Z,coinspot,BTC/AUD,90000.10,90100,90050,2026-03-02T12:00:01.250Z\n2026-03-02T12:05:00Z,coinspot,ETH/AUD,,,3000,2026-03-02T12:05:00.000Z\n"));
    }

    [Test]
    public async Task Prices_AsJson_AreOneArrayOfTexts()
    {
        using var run = Run();
        Assert.That(await run.InvokeAsync("prices", "--json"), Is.EqualTo(ExitCode.Done), run.Error);
        var rows = System.Text.Json.JsonDocument.Parse(run.Output).RootElement;
        Assert.That(rows[0].GetRawText(), Is.EqualTo("""{"at":"2026-03-02T12:00:00Z","venue":"coinspot","symbol":"BTC/AUD","bid":"90000.10","ask":"90100","last":"90050","toldAt":"2026-03-02T12:00:01.250Z"}"""));
        Assert.That((rows.GetArrayLength(), rows[1].GetProperty("bid").ValueKind), Is.EqualTo((2, System.Text.Json.JsonValueKind.Null)));
    }

    [Test]
    public async Task Prices_WithoutATime_AreOfTheLastDay_ElseFromAndToAsTyped()
    {
        using var run = Run();
        Assert.That(await run.InvokeAsync("prices"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Actions.AskedPrices, Is.EqualTo(new PriceQuery(Noon.AddDays(-1), Noon)));
        Assert.That(run.Output, Does.Contain("BTC/AUD").And.Contain("90000.10").And.Contain("–"));
        Assert.That(await run.InvokeAsync("prices", "BTC/AUD", "--from", "2026-01-01", "--to", "2026-01-01T06:00:00Z", "--venue", "coinspot"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Actions.AskedPrices, Is.EqualTo(new PriceQuery(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 1, 1, 6, 0, 0, TimeSpan.Zero)) { Symbol = "BTC/AUD", Venue = "coinspot" }));
    }

    [Test]
    public async Task Prices_OfNoTime_SaysSo()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("prices"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Error, Does.Contain("No price was kept"));
    }

    [TestCase("--from", "2026-01-02", "--to", "2026-01-02", ExpectedResult = ExitCode.Misused)]
    [TestCase("--from", "soon", ExpectedResult = ExitCode.Misused)]
    [TestCase("--to", "0001-01-01", ExpectedResult = ExitCode.Misused)] // a day before it there is none
    [TestCase("--from", "9999-12-31T23:59:59Z", ExpectedResult = ExitCode.Misused)]
    [TestCase("--json", "--csv", ExpectedResult = ExitCode.Misused)]
    public async Task<int> Prices_AskedForAsNobodyCanTell_AreRefused(params string[] arguments)
    {
        using var run = new CommandLineRun();
        return await run.InvokeAsync(["prices", .. arguments]);
    }

    [TestCase("from=x", "from:")]
    [TestCase("from=2026-01-02&to=2026-01-02", "not before")]
    [TestCase("to=0001-01-01", "to:")]
    [TestCase("limit=0", "limit:")]
    [TestCase("limit=10001", "limit:")]
    public void Endpoint_AskedForWhatNobodyCanTell_SaysWhy(string query, string why)
    {
        Assert.That(PricesEndpoint.QueryOf(Asked(query), Noon, out var wrong), Is.Null);
        Assert.That(wrong, Does.Contain(why));
    }

    [Test]
    public void Endpoint_AskedForALimitUpToTheMost_TakesIt()
    {
        Assert.That(PricesEndpoint.QueryOf(Asked("limit=10000&symbol=BTC/AUD"), Noon, out _), Is.EqualTo(new PriceQuery(Noon.AddDays(-1), Noon) { Symbol = "BTC/AUD", RowsMax = 10_000 }));
        Assert.That(PricesEndpoint.QueryOf(Asked(""), Noon, out _)!.RowsMax, Is.EqualTo(PricesEndpoint.RowsMax));
    }

    /// <summary>Bug: prices that cannot be read were an exception in the log and an answer of 500 without a word.</summary>
    [Test]
    public async Task Endpoint_OfPricesThatCannotBeRead_SaysWhy()
    {
        using var directory = new ScratchDirectory();
        await File.WriteAllTextAsync(PriceFile.PathIn(directory.Path), "no database");
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        await PricesEndpoint.AnswerAsync(context, directory.Path, TimeProvider.System);
        Assert.That(context.Response.StatusCode, Is.EqualTo(StatusCodes.Status503ServiceUnavailable));
        Assert.That(Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray()), Does.StartWith("{\"isDone\":false,").And.Contain("prices.db"));
    }

    private static QueryCollection Asked(string query) =>
        new(query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=')).ToDictionary(static pair => pair[0], static pair => new StringValues(pair[1])));

    private static CommandLineRun Run()
    {
        var run = new CommandLineRun { Clock = new SetClock(Noon) };
        run.Actions.KeptPrices.AddRange(Rows);
        return run;
    }
}
