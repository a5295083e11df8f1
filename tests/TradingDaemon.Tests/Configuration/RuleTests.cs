using NUnit.Framework;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Translation;

namespace TradingDaemon.Tests.Configuration;

[TestFixture]
internal sealed class RuleTests
{
    private const string Bitcoin = "instruments:BTC/USD";

    [TestCase("tiers:sniper:strategies:ma-fast:symbols:0=BTC/UDS", "tiers:sniper:strategies:ma-fast:symbols:0", "did you mean \"BTC/USD\"?")]
    [TestCase("tiers:sniper:strategies:ma-fast:symbols:0=ZZZZZZZZ", "tiers:sniper:strategies:ma-fast:symbols:0", "is not configured.")]
    [TestCase("tiers:sniper:strategies:ma-fast:symbols:1=AAPL", "tiers:sniper:strategies:ma-fast:symbols:0", "The star already means every symbol.")]
    [TestCase("tiers:hunter:strategies:reversion:symbols:1=BTC/USD", "tiers:hunter:strategies:reversion:symbols:1", "stands twice")]
    [TestCase("tiers:hunter:strategies:reversion:disabledSymbols:0=GONE", "tiers:hunter:strategies:reversion:disabledSymbols:0", "is not configured")]
    [TestCase("tiers:hunter:strategies:reversion:assetClasses:0=crypto", "tiers:hunter:strategies:reversion:symbols:1", "leave out equity")]
    [TestCase("tiers:hunter:equityMinAccount=500", "tiers:sniper:equityMinAccount", "Tier hunter begins at the same equity.")]
    [TestCase("tiers:hunter:demotionFraction=0.1", "tiers:hunter:demotionFraction", "below the whole of tier sniper")]
    [TestCase("tiers:third:demotionFraction=0.1", "tiers:third:equityMinAccount", "missing")]
    [TestCase("reconciliation:cash=cancel", "reconciliation:cash", "cannot be cancelled")]
    [TestCase("reconciliation:positions=cancel", "reconciliation:positions", "cannot be cancelled")]
    [TestCase("venue:latencyMin=00:00:01", "venue:latencyMin", "above the longest")]
    [TestCase("evaluation:restartBackoff=00:02:00", "evaluation:restartBackoff", "above the longest")]
    [TestCase("execution:retryFirst=00:00:31", "execution:retryFirst", "above the longest")]
    [TestCase("execution:comparisonAgeMax=00:00:30", "execution:comparisonAgeMax", "before the next comparison is due")]
    [TestCase("venue:startingCash:DOGE=5", "venue:startingCash:DOGE", "No instrument is priced")]
    [TestCase("venue:startingCash:USD=0", "venue:startingCash", "would hold nothing")]
    [TestCase(Bitcoin + ":base=XBT", Bitcoin, "does not say the same")]
    [TestCase(Bitcoin + ":assetClass=equity", Bitcoin, "does not say the same")]
    [TestCase(Bitcoin + ":quote=EUR", Bitcoin, "does not say the same")]
    [TestCase("instruments:AAPL:assetClass=option", "instruments:AAPL", "not an OCC symbol")]
    [TestCase("instruments:AAPL:quote=JPY", "instruments:AAPL:quote", "Nothing converts JPY")]
    [TestCase("instruments:AAPL:quote=AAPL", "instruments:AAPL:quote", "Base and quote are the same")]
    [TestCase("instruments:AAPL:venueSymbol=BTCUSD", "instruments:BTC/USD:venueSymbol", "Another instrument has the same venue symbol: AAPL.")]
    [TestCase("routing:sameAs:btc:0=BTC/USD", "routing:sameAs:btc", "A thing with one name")]
    [TestCase("routing:sameAs:btc:0=BTC/USD routing:sameAs:btc:1=DOGE/USD", "routing:sameAs:btc:1", "No instrument has this symbol")]
    [TestCase("routing:sameAs:btc:0=BTC/USD routing:sameAs:btc:1=BTC/USD", "routing:sameAs:btc:1", "named under btc already")]
    [TestCase("routing:sameAs:btc:0=BTC/USD routing:sameAs:btc:1=AAPL", "routing:sameAs:btc:1", "not the same thing as BTC/USD: its base is AAPL")]
    [TestCase("routing:fees:nowhere:takerFraction=0.001", "routing:fees:nowhere", "No venue has this name")]
    [TestCase("feed:kind=replay", "feed:files", "A replay needs files")]
    [TestCase("venue:kind=sandbox", "venue:kind", "stand under venues")]
    [TestCase("venue:sandbox:key=k", "venue:sandbox", "their keys come from the environment")]
    [TestCase(Bitcoin + ":venue=sandbox", Bitcoin + ":venue", "No venue is called so")]
    [TestCase("feed:files:0=missing.csv.gz", "feed:files:0", "does not exist")]
    [TestCase("storage:directory=appsettings.json/data", "storage:directory", "cannot be written")]
    [TestCase("storage:directory=/proc/nothing/here", "storage:directory", "cannot be written")]
    public void Load_KeysThatContradict_AreAFault(string assignment, string path, string message)
    {
        using var folder = new ConfigurationFolder();
        var faults = folder.Load(assignment.Split(' ')).Faults;
        Assert.That(faults.Where(fault => fault.Path == path).Select(static fault => fault.Message), Has.Some.Contains(message), string.Join('\n', faults));
    }

    [Test]
    public void Load_PaperFallback_IsOffByDefault_AndRefusedWhereMoneyIsAtStake()
    {
        using var folder = new ConfigurationFolder();
        var (silent, paper) = (folder.Load().Config!, folder.Load("execution:paperFallback=true").Config!);
        Assert.That((silent.ToAccountSetup(silent.Instruments, silent.AccountCurrency).PaperFallback, paper.ToAccountSetup(paper.Instruments, paper.AccountCurrency).PaperFallback), Is.EqualTo((false, true)));
        var live = folder.Load("mode=live", "execution:paperFallback=true").Faults;
        Assert.That(live.Single(static fault => fault.Path == "execution:paperFallback").Message, Is.EqualTo("Only a paper account may have fills that no venue made."));
    }

    [Test]
    public void Load_EquitySpelledAsAnOption_IsAFault()
    {
        using var folder = new ConfigurationFolder();
        const string Symbol = "instruments:AAPL250117C00150000";
        var fault = folder.Load($"{Symbol}:assetClass=equity", $"{Symbol}:base=AAPL250117C00150000", $"{Symbol}:quote=USD", $"{Symbol}:tickSize=0.01", $"{Symbol}:lotSize=1").Faults.Single();
        Assert.That((fault.Path, fault.Message), Is.EqualTo((Symbol, "The symbol names an option.")));
    }

    [Test]
    public void Load_Option_HasItsTermsAndMultiplier()
    {
        using var folder = new ConfigurationFolder();
        const string Symbol = "instruments:AAPL250117C00150000";
        var config = folder.Load($"{Symbol}:assetClass=option", $"{Symbol}:base=AAPL250117C00150000", $"{Symbol}:quote=USD", $"{Symbol}:tickSize=0.01", $"{Symbol}:lotSize=1").Config!;
        var option = config.Instruments.Find(new Symbol("AAPL250117C00150000"))!;
        Assert.That((option.Multiplier, option.Option!.Strike), Is.EqualTo((100m, 150m)));
    }

    [Test]
    public void Load_QuoteReachableByParityOrInstrument_IsSound()
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load("instruments:AAPL:quote=JPY", "currencyParity:USD/JPY=150").Faults, Is.Empty);
        Assert.That(folder.Load("accountCurrency=BTC").Faults, Is.Empty);
    }

    [Test]
    public void Load_NoInstrumentsAndNoTiers_SaysBoth()
    {
        using var folder = new ConfigurationFolder("{}", tiers: null);
        Assert.That(folder.Load("venue:startingCash:USD=1").Faults.Select(static fault => fault.Path), Is.EqualTo(new[] { "instruments", "tiers" }));
    }

    [Test]
    public void Load_StrategyWithoutSymbols_IsAFault()
    {
        using var folder = new ConfigurationFolder();
        folder.Write("config/z.json", """{ "tiers": { "sniper": { "strategies": { "idle": { "kind": "k" } } } } }""");
        var fault = folder.Load().Faults.Single();
        Assert.That((fault.Source, fault.Path), Is.EqualTo(("config/z.json", "tiers:sniper:strategies:idle:symbols")));
    }

    [Test]
    public void Load_FaultsOfTheStrategiesOwnValidation_StandAtTheStrategy()
    {
        using var folder = new ConfigurationFolder();
        var report = ConfigurationLoad.Load(folder.Inputs() with
        {
            ValidateStrategy = static spec => spec.Kind == "mean-reversion" ? ["The kind is unknown.", "periods must be above 1."] : [],
        });
        Assert.That(report.Faults.Select(static fault => (fault.Source, fault.Path, fault.Message)), Is.EqualTo(new[]
        {
            ("config/tiers/tiers.json", "tiers:hunter:strategies:reversion", "The kind is unknown."),
            ("config/tiers/tiers.json", "tiers:hunter:strategies:reversion", "periods must be above 1."),
        }));
    }

    [Test]
    public void Load_FaultyStrategy_IsNotGivenToItsValidation()
    {
        using var folder = new ConfigurationFolder();
        var asked = new List<string>();
        ConfigurationLoad.Load(folder.Inputs("tiers:hunter:strategies:reversion:sizeFraction=7") with { ValidateStrategy = spec => { asked.Add(spec.Id.Text); return []; } });
        Assert.That(asked, Is.EqualTo(new[] { "ma-fast" }));
    }

    [Test]
    public void Load_ExistingFilesAndWritableDirectory_AreSoundAndLeaveNothingBehind()
    {
        using var folder = new ConfigurationFolder();
        folder.Write("quotes.csv", "ts_utc,symbol,bid,bid_size,ask,ask_size\n");
        Directory.CreateDirectory(Path.Combine(folder.Directory, "books"));
        var report = folder.Load("feed:kind=replay", "feed:files:0=quotes.csv", "storage:directory=books");
        Assert.That(report.Faults, Is.Empty);
        Assert.That(report.Config!.Feed.Files, Is.EqualTo(new[] { Path.Combine(folder.Directory, "quotes.csv") }));
        Assert.That(Directory.EnumerateFileSystemEntries(Path.Combine(folder.Directory, "books")), Is.Empty);
        Assert.That(folder.Load("storage:directory=new/deeper").Faults, Is.Empty);
        Assert.That(Directory.Exists(Path.Combine(folder.Directory, "new")), Is.False, "checking creates nothing");
    }
}
