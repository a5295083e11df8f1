using System.Globalization;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Cli;
using TradingDaemon.Cli.Context;
using TradingDaemon.Sandbox;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;

namespace TradingDaemon.Tests.Cli;

/// <summary>What is asked of a venue is asked of the exchange that speaks as it does.</summary>
[TestFixture]
internal sealed class VenueAskVerbsTests
{
    private static IEnumerable<string> Trading => LiveVenues.Names.Where(static name => VenueEntry.Find(name)!.TakesOrders);

    [TestCaseSource(nameof(Trading))]
    public async Task Check_OfAVenueInOrder_PassesAllItAsks(string venue)
    {
        await using var server = await StartAsync(venue, static account => account);
        using var run = Run(venue, server.Account);
        Assert.That(await run.InvokeAsync("venue", "check", venue, "--url", server.Url, "--json"), Is.EqualTo(ExitCode.Done), run.Output + run.Error);
        var findings = Findings(run);
        Assert.That(findings.Keys, Is.EquivalentTo(new[] { "address", "instruments", "key", "clock", "account", "orders", "limits" }));
        Assert.That(findings["address"].Detail, Does.StartWith("sandbox at 127.0.0.1:").And.EndsWith("where no money is at stake"));
        Assert.That(findings["key"].Detail, Does.StartWith("may trade"));
        Assert.That(int.Parse(findings["instruments"].Detail.Split(' ')[0], CultureInfo.InvariantCulture), Is.GreaterThan(1));
        Assert.That(findings["account"].Detail, Does.StartWith("cash in 1 currency"));
        var ledger = JsonDocument.Parse(server.Value.State()).RootElement.GetProperty("accounts").GetProperty(server.Account.Name);
        Assert.That((ledger.GetProperty("openOrders").GetArrayLength(), ledger.GetProperty("closedOrders").GetArrayLength()), Is.EqualTo((0, 0)), "nothing was ordered");
    }

    [TestCase("kraken"), TestCase("binance"), TestCase("coinbase")]
    public async Task Check_OfAKeyThatMayWithdraw_Warns(string venue)
    {
        await using var server = await StartAsync(venue, static account => account with { MayWithdraw = true });
        using var run = Run(venue, server.Account);
        Assert.That(await run.InvokeAsync("venue", "check", venue, "--url", server.Url), Is.EqualTo(ExitCode.Done), run.Output + run.Error);
        Assert.That(run.Output, Does.Match("\nwarn  key +may trade, and may WITHDRAW"));
    }

    /// <summary>Bug: an account that held something passed, and then got no order, for its holdings were a difference that nothing ended.</summary>
    [TestCase("kraken"), TestCase("alpaca")]
    public async Task Check_OfAnAccountThatHoldsWhatIsTradedThere_WarnsAndSaysWhatToDo(string venue)
    {
        await using var server = await StartAsync(venue, static account => account with { Holdings = new Dictionary<string, decimal> { ["BTC/USD"] = 0.5m } });
        using var run = Run(venue, server.Account);
        run.Folder.Write("first.json", $$$"""{"venues": {"{{{venue}}}": {"kind": "{{{venue}}}", "url": "{{{server.Url}}}"} }, "routing": {"venues": {"crypto": "{{{venue}}}"} } }""");
        Assert.That(await run.InvokeAsync("venue", "check", venue, "--config", "first.json"), Is.EqualTo(ExitCode.Done), run.Output + run.Error);
        Assert.That(run.Output, Does.Match("\nwarn  account +cash in 1 currency, 1 instrument held: BTC/USD. .*reconciliation:positions=adopt"));
    }

    /// <summary>Bug: an account with cash that nothing converts passed, and then got no order, for its equity was unknown.</summary>
    [TestCase(true, null, TestName = "Check_OfCashAtParity_DoesNotWarn")]
    [TestCase(false, "nothing converts AUD to USD: [^\n]*EquityKnown[^\n]*currencyParity", TestName = "Check_OfCashThatNothingConverts_Warns")]
    public async Task Check_OfCash(bool isConverted, string? warned)
    {
        await using var server = await StartAsync("coinspot", static account => account);
        using var run = Run("coinspot", server.Account);
        run.Folder.Write("first.json", $$$"""{"venues": {"coinspot": {"kind": "coinspot", "url": "{{{server.Url}}}"} }{{{(!isConverted ? "" : ", \"currencyParity\": {\"AUD/USD\": 0.65}")}}} }""");
        Assert.That(await run.InvokeAsync("venue", "check", "coinspot", "--config", "first.json"), Is.EqualTo(ExitCode.Done), run.Output + run.Error);
        Assert.That(run.Output, warned is null ? Does.Match("\npass +account +cash in 1 currency") : Does.Match($"\nwarn +account +cash in 1 currency[^\n]*{warned}"));
    }

    /// <summary>Bug: a lot finer than the venue's passed, and then every order was refused.</summary>
    [TestCase("0.000000000001", "1", "lotSize 0.000000000001 and the venue lots of", TestName = "Check_OfALotFinerThanTheVenues_Warns")]
    [TestCase("1", "0.000000000001", "tickSize 0.000000000001 and the venue ticks of", TestName = "Check_OfATickFinerThanTheVenues_Warns")]
    [TestCase("1", "1", null, TestName = "Check_OfStepsThatAreMultiplesOfTheVenues_DoesNotWarn")]
    public async Task Check_OfSteps(string lot, string tick, string? warned)
    {
        await using var server = await StartAsync("kraken", static account => account);
        using var run = Run("kraken", server.Account);
        run.Folder.Write("first.json", $$$"""{"venues": {"kraken": {"kind": "kraken", "url": "{{{server.Url}}}"} }, "routing": {"venues": {"crypto": "kraken"} }, "instruments": {"BTC/USD": {"lotSize": {{{lot}}}, "tickSize": {{{tick}}} } } }""");
        Assert.That(await run.InvokeAsync("venue", "check", "kraken", "--config", "first.json"), Is.EqualTo(ExitCode.Done), run.Output + run.Error);
        Assert.That(run.Output, warned is null ? Does.Match("\npass +instruments [^\n]*take orders now\n") : Does.Match($"\nwarn +instruments [^\n]*BTC/USD has {warned}"));
    }

    [TestCaseSource(nameof(Trading))]
    public async Task Check_OfAKeyThatMayNotTrade_Fails(string venue)
    {
        await using var server = await StartAsync(venue, static account => account with { MayTrade = false });
        using var run = Run(venue, server.Account);
        Assert.That(await run.InvokeAsync("venue", "check", venue, "--url", server.Url, "--json"), Is.EqualTo(ExitCode.Failed), run.Output + run.Error);
        var findings = Findings(run);
        Assert.That(findings["key"].Passed, Is.False);
        Assert.That(findings["key"].Detail, Does.StartWith("may not trade"));
        Assert.That(findings["account"].Passed, Is.True, "reading it may");
    }

    [TestCaseSource(nameof(Trading))]
    public async Task Check_OfAWrongKey_SaysSo(string venue)
    {
        await using var server = await StartAsync(venue, static account => account);
        var stranger = SandboxAccount.DemoOf(venue);
        using var run = Run(venue, stranger with { Key = server.Account.Key + "x" });
        Assert.That(await run.InvokeAsync("venue", "check", venue, "--url", server.Url, "--json"), Is.EqualTo(ExitCode.Failed), run.Output + run.Error);
        var findings = Findings(run);
        Assert.That(findings["key"].Passed, Is.False);
        Assert.That(findings["key"].Detail, Does.StartWith("Authentication, "));
        Assert.That(run.Output, Does.Not.Contain(stranger.Secret));
    }

    [Test]
    public async Task Check_WithoutAKey_NamesTheVariables_AndWithoutAVenue_NamesTheVenues()
    {
        await using var server = await StartAsync("kraken", static account => account);
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("venue", "check", "kraken", "--url", server.Url), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Output, Does.Contain("KRAKEN_API_KEY and KRAKEN_API_SECRET"));
        Assert.That(await run.InvokeAsync("venue", "check", "krakn"), Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Error, Does.Contain("there is no venue krakn; there are alpaca, binance, coinbase, coingecko, coinspot, kraken"));
        Assert.That(await run.InvokeAsync("venue", "check", "binance", "--world", "moon"), Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Error, Does.Contain("binance has no world moon; there is live and testnet"));
        Assert.That(await run.InvokeAsync("venue", "check", "kraken", "--url", "127.0.0.1"), Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Error, Does.Contain("127.0.0.1 is no address"));
    }

    /// <summary>Bug: of a venue that shows its market to keys only it was said that without one its market data is had.</summary>
    [TestCase("ALPACA_API_KEY and ALPACA_API_SECRET", null), TestCase("ALPACA_API_KEY is in the environment and ALPACA_API_SECRET is not", "PKDEMO")]
    public async Task Check_OfAVenueThatShowsItsMarketToKeysOnly_SaysThatNothingIsHadWithoutOne(string named, string? half)
    {
        await using var server = await StartAsync("alpaca", static account => account);
        using var run = new CommandLineRun();
        if (half is not null) run.Environment["ALPACA_API_KEY"] = half;
        Assert.That(await run.InvokeAsync("venue", "check", "alpaca", "--url", server.Url, "--json"), Is.EqualTo(ExitCode.Failed));
        var findings = Findings(run);
        Assert.That(findings.Keys, Is.EquivalentTo(new[] { "address", "key" }), "what it would refuse is not asked");
        Assert.That(findings["key"].Detail, Does.Contain(named).And.EndsWith("without it nothing is had of alpaca, market data neither"));
        Assert.That(await run.InvokeAsync("venue", "instruments", "alpaca", "--url", server.Url), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Error, Does.Contain(named).And.Contain("nothing is had of alpaca"));
    }

    [Test]
    public async Task Check_OfAVenueThatIsNotThere_FailsInSentences()
    {
        using var run = Run("kraken", SandboxAccount.DemoOf("kraken"));
        Assert.That(await run.InvokeAsync("venue", "check", "kraken", "--url", "http://127.0.0.1:1"), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Output, Does.Contain("account        Retry, NOT_SENT: BalanceEx failed: The venue cannot be reached"));
    }

    /// <summary>Bug: of a venue that tells prices alone nothing was asked, and a dead address passed.</summary>
    [Test]
    public async Task Check_OfPricesAlone_AsksForOne_AndFailsWithoutIt()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("venue", "check", "coingecko", "--url", "http://127.0.0.1:1", "--json"), Is.EqualTo(ExitCode.Failed), run.Output);
        Assert.That((Findings(run)["prices"].Passed, Findings(run)["prices"].Detail), Is.EqualTo((false, "Retry, NOT_SENT: simple/price failed: The venue cannot be reached (ConnectionError).")));

        await using var server = await StartAsync("coingecko", static account => account);
        server.Value.ShowQuote("BTC/USD", 50_000m, 10m, 50_001m, 10m); // its own market may not have begun yet
        using var good = new CommandLineRun();
        Assert.That(await good.InvokeAsync("venue", "check", "coingecko", "--url", server.Url), Is.EqualTo(ExitCode.Done), good.Output + good.Error);
        Assert.That(good.Output, Does.Match("prices +of BTC/USD"));

        using var odd = new CommandLineRun();
        odd.Folder.Write("venues.json", $$"""{"venues": {"averages": {"kind": "coingecko", "url": "{{server.Url}}"} }, "routing": {"feeds": {"crypto": "averages"} }, "instruments": {"BTC/USD": {"venueSymbol": "no-such-coin"} } }""");
        Assert.That(await odd.InvokeAsync("venue", "check", "averages", "--config", "venues.json"), Is.EqualTo(ExitCode.Failed), odd.Output + odd.Error);
        Assert.That(odd.Output, Does.Contain("none came of BTC/USD"));
    }

    [Test]
    public async Task Check_OfHalfAKey_SaysWhichHalfIsMissing()
    {
        await using var server = await StartAsync("kraken", static account => account);
        using var run = new CommandLineRun();
        run.Environment["KRAKEN_API_KEY"] = "demo-key";
        Assert.That(await run.InvokeAsync("venue", "check", "kraken", "--url", server.Url), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Output, Does.Contain("half of the key of kraken is missing: KRAKEN_API_KEY is in the environment and KRAKEN_API_SECRET is not"));
    }

    [Test]
    public async Task Check_OfANameInTheConfiguration_UsesItsAddressAndKey()
    {
        await using var server = await StartAsync("kraken", static account => account);
        using var run = new CommandLineRun();
        run.Folder.Write("venues.json", $$"""{"venues": {"coins": {"kind": "kraken", "url": "{{server.Url}}"}, "toy": {"kind": "sandbox", "url": "http://127.0.0.1:1"} } }""" );
        (run.Environment["COINS_API_KEY"], run.Environment["COINS_API_SECRET"]) = (server.Account.Key, server.Account.Secret);
        Assert.That(await run.InvokeAsync("venue", "check", "coins", "--config", "venues.json"), Is.EqualTo(ExitCode.Done), run.Output + run.Error);
        Assert.That(run.Output, Does.Contain("may trade, may not withdraw"));
        Assert.That(await run.InvokeAsync("venue", "check", "toy", "--config", "venues.json"), Is.EqualTo(ExitCode.Misused), run.Output + run.Error);
    }

    /// <summary>Bug: what is odd about the key of a configured venue was told by every other verb, and not by the one that asks with it.</summary>
    [Test]
    public async Task Check_OfAConfiguredVenue_SaysWhatIsOddAboutItsKey()
    {
        await using var server = await StartAsync("kraken", static account => account);
        using var run = new CommandLineRun();
        run.Folder.Write("venues.json", $$"""{"venues": {"kraken": {"kind": "kraken", "url": "{{server.Url}}"} } }""");
        run.Folder.Write(".env", $"KRAKEN_API_KEY={server.Account.Key}\nKRAKEN_API_SECRET={server.Account.Secret}");
        run.Environment["KRAKEN_API_KEY"] = "stale";
        Assert.That(await run.InvokeAsync("venue", "check", "kraken", "--config", "venues.json"), Is.EqualTo(ExitCode.Done), run.Output + run.Error);
        Assert.That(run.Output, Does.Contain("KRAKEN_API_KEY is in the environment and KRAKEN_API_SECRET is not; the key in .env is used.").And.Contain("may trade, may not withdraw"));
    }

    /// <summary>Bug: with a fault anywhere in the configuration the real venue was asked, with the key, in place of the address that stands there.</summary>
    [Test]
    public async Task Check_WithAFaultyConfiguration_AsksNobody()
    {
        using var run = Run("kraken", SandboxAccount.DemoOf("kraken"));
        run.Folder.Write("venues.json", """{"accountCurrency": "AUD", "venues": {"kraken": {"kind": "kraken", "url": "http://127.0.0.1:1"} } }""");
        Assert.That(await run.InvokeAsync("venue", "check", "kraken", "--config", "venues.json"), Is.EqualTo(ExitCode.Misused), run.Output);
        Assert.That(run.Error, Does.Contain("the configuration has faults"));
        Assert.That(run.Output, Is.Empty);
    }

    [TestCaseSource(nameof(Trading))]
    public async Task Instruments_AreToldWithTheirRules(string venue)
    {
        await using var server = await StartAsync(venue, static account => account);
        using var run = Run(venue, server.Account);
        Assert.That(await run.InvokeAsync("venue", "instruments", venue, "--url", server.Url, "--json", "--find", "btc/"), Is.EqualTo(ExitCode.Done), run.Output + run.Error);
        var told = JsonDocument.Parse(run.Output).RootElement.GetProperty("instruments").EnumerateArray().ToArray();
        Assert.That(told, Is.Not.Empty);
        Assert.That(told.Select(static one => one.GetProperty("symbol").GetString()), Has.All.StartsWith("BTC/"));
        Assert.That(decimal.Parse(told[0].GetProperty("lotSize").GetString()!, CultureInfo.InvariantCulture), Is.GreaterThan(0m));
        Assert.That(await run.InvokeAsync("venue", "instruments", venue, "--url", server.Url), Is.EqualTo(ExitCode.Done));
        Assert.That(run.Output, Does.Contain("At the venue").And.Contain("│ BTC/"));
    }

    /// <summary>The exchange's minutes pass when its clock is moved; a candle is told once its minute is over.</summary>
    [TestCase("kraken"), TestCase("coinbase"), TestCase("binance"), TestCase("alpaca")]
    public async Task Candles_OfAVenuesMarket_AreAFileThatReplayReads(string venue)
    {
        var clock = new TimerClock();
        await using var server = await StartAsync(venue, static account => account, clock);
        using var run = Run(venue, server.Account);
        string[] asked = ["venue", "candles", venue, "BTC/USD", "--url", server.Url, "--from", "2026-03-02T12:00:00Z", "--until", "2026-03-02T18:00:00Z"];
        await Assert.ThatAsync(AskedAfterAWhileAsync, Is.EqualTo(ExitCode.Done).After(300_000, 5), $"{server.Url} told no candle");
        var rows = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(rows[0], Is.EqualTo("ts_utc,symbol,open,high,low,close,volume"));
        Assert.That(rows[1..], Is.Not.Empty.And.All.Match(@"^2026-03-02T1\d:\d\d:00Z,BTC/USD(,[0-9.]+){4},[0-9.]*$"));
        Assert.That(run.Error, Does.EndWith($"candles: {rows.Length - 1} of BTC/USD{Environment.NewLine}"));
        Assert.That(await run.InvokeAsync([.. asked, "--interval", "00:00:07"]), Is.EqualTo(ExitCode.Misused), "no venue has candles of seven seconds");

        Task<int> AskedAfterAWhileAsync()
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            return run.InvokeAsync(asked);
        }
    }

    [TestCase("BTC/USD --from yesterday", "yesterday is no time"), TestCase("b!tc --from 2026-01-01", "b!tc is no symbol"), TestCase("BTC/USD --from 2026-01-02 --until 2026-01-01", "--from is not before --until"), TestCase("BTC/USD", "--from")]
    public async Task Candles_AskedForWrongly_AreRefusedWithTheReason(string arguments, string why)
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync(["venue", "candles", "kraken", "--url", "http://127.0.0.1:1", .. arguments.Split(' ')]), Is.EqualTo(ExitCode.Misused), run.Output);
        Assert.That(run.Error, Does.Contain(why));
    }

    private static Dictionary<string, (bool Passed, string Detail)> Findings(CommandLineRun run) => JsonDocument.Parse(run.Output).RootElement.GetProperty("findings").EnumerateArray()
        .ToDictionary(static one => one.GetProperty("name").GetString()!, static one => (one.GetProperty("passed").GetBoolean(), one.GetProperty("detail").GetString()!));

    private static CommandLineRun Run(string venue, SandboxAccount account)
    {
        var run = new CommandLineRun();
        (run.Environment[$"{venue.ToUpperInvariant()}_API_KEY"], run.Environment[$"{venue.ToUpperInvariant()}_API_SECRET"]) = (account.Key, account.Secret);
        return run;
    }

    private static async Task<Served> StartAsync(string venue, Func<SandboxAccount, SandboxAccount> change, TimeProvider? clock = null)
    {
        var account = change(SandboxAccount.DemoOf(venue));
        return new Served(await SandboxServer.StartAsync(new SandboxOptions { Venue = venue, HasMarket = true, Accounts = [account], Clock = clock ?? TimeProvider.System }), account);
    }

    private sealed record Served(SandboxServer Value, SandboxAccount Account) : IAsyncDisposable
    {
        public string Url => Value.Address.ToString();

        public ValueTask DisposeAsync() => Value.DisposeAsync();
    }
}
