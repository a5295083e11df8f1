using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Domain.Trials;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Tiers;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Engine.Tiers;

/// <summary>A trial on paper before a tier, as the account asks for it, is told of it and judges it.</summary>
public sealed class PaperTrialTests
{
    private static readonly TierPaper Bars = new() { Duration = TimeSpan.FromHours(24), DurationMax = TimeSpan.FromHours(72), Pause = TimeSpan.FromHours(12) };
    private static readonly PaperFigures Good = new(TimeSpan.FromHours(24), 20, 11, 10, 7);
    private static readonly PaperFigures Bad = Good with { Wins = 10 };

    [Test]
    public void Clock_EquityReachesATierWithATrial_BeginsOneAndEntersNothing()
    {
        var bench = Bench();
        Assert.That(Trials(bench), Is.EqualTo(new Fact[] { new Fact.PaperTrialStarted("high", 1, 10_000m) }));
        Pass(bench, TimeSpan.FromDays(7));
        Assert.That((bench.Books.Tier, Trials(bench).Count), Is.EqualTo(("low", 1)), "it goes on until somebody tells what it came to");
    }

    [Test]
    public void Clock_WithoutATrialConfigured_IsAsEver()
    {
        var bench = Bench(bars: null);
        Assert.That((bench.Books.Tier, Trials(bench).Count, bench.Engine.Capture().PaperTrial), Is.EqualTo(("high", 0, (PaperTrial?)null)));
    }

    [Test]
    public void Take_EveryBarReached_EntersTheTierAndSaysWhy()
    {
        var bench = Bench();
        Tell(bench, Good);
        Assert.That(Trials(bench)[^1], Is.EqualTo(new Fact.PaperTrialEnded("high", 1, PaperTrialState.Passed, Good, null, "Every bar is reached.")));
        Pass(bench, TimeSpan.FromSeconds(1));
        Assert.That(bench.Facts.OfType<Fact.TierEntered>().Last().Reason, Does.Contain("trial on paper was passed"));
        Assert.That((bench.Books.Tier, bench.Books.Gauges.Trial.Newest!.State), Is.EqualTo(("high", PaperTrialState.Spent)), "the next rise is tried anew");
        Assert.That(bench.Orders, Is.Empty);
    }

    [Test]
    public void Take_NotYetJudgedOrOfAnotherTrial_ChangesNothing()
    {
        var bench = Bench();
        Tell(bench, Good with { Lasted = Bars.Duration - TimeSpan.FromTicks(1) });
        Tell(bench, Good, attempt: 2);
        Tell(bench, Bad, attempt: 0, broken: "gone");
        Assert.That(Trials(bench), Has.Count.EqualTo(1));
    }

    [TestCase(null, PaperTrialState.Failed)]
    [TestCase("It broke.", PaperTrialState.Broken)]
    public void Take_NotPassed_TheNextBeginsAfterThePauseAndNoSooner(string? broken, PaperTrialState state)
    {
        var bench = Bench();
        Tell(bench, Bad, broken: broken);
        var ended = (Fact.PaperTrialEnded)Trials(bench)[^1];
        Assert.That((ended.State, ended.Figures, ended.Until), Is.EqualTo((state, Bad, bench.Now + Bars.Pause)));
        Pass(bench, Bars.Pause - TimeSpan.FromSeconds(1));
        Assert.That(Trials(bench), Has.Count.EqualTo(2));
        Pass(bench, TimeSpan.FromSeconds(1));
        Assert.That(Trials(bench)[^1], Is.EqualTo(new Fact.PaperTrialStarted("high", 2, 10_000m)));
        Tell(bench, Good);
        Assert.That(Trials(bench), Has.Count.EqualTo(3), "what was told of the first is nothing of the second");
        Assert.That(bench.Books.Tier, Is.EqualTo("low"));
    }

    [Test]
    public void Clock_EquityFallsBelowWhereTheTierWouldBeLeft_EndsItAndBeforeItGoesOn()
    {
        var bench = Bench(minimum: 10_000m, demotion: 0.95m);
        Pass(bench, TimeSpan.FromHours(1));
        Withdraw(bench, 500m);
        Assert.That(Trials(bench), Has.Count.EqualTo(1), "9,500 is not below 9,500");
        Withdraw(bench, 500.01m);
        Assert.That(((Fact.PaperTrialEnded)Trials(bench)[^1]).State, Is.EqualTo(PaperTrialState.Left));
        Tell(bench, Good);
        Pass(bench, TimeSpan.FromDays(7));
        Assert.That((bench.Books.Tier, Trials(bench).Count), Is.EqualTo(("low", 2)));
    }

    [Test]
    public void Clock_PassedButFallenBackBeforeItIsEntered_IsTriedAgain()
    {
        var bench = Bench(minimum: 10_000m, demotion: 0.95m);
        Withdraw(bench, 0.01m);
        Tell(bench, Good);
        Withdraw(bench, 500.01m);
        Assert.That((bench.Books.Tier, bench.Books.Gauges.Trial.Newest!.State), Is.EqualTo(("low", PaperTrialState.Left)));
    }

    /// <summary>Bug: one look at an equity a cent below the minimum ended a trial of a day, so that an account that hovers about it never passed one.</summary>
    [Test]
    public void Clock_EquityHoversAboutTheMinimum_GoesOnAndEntersOnceItIsReached()
    {
        var bench = Bench(minimum: 10_000m, demotion: 0.95m);
        for (var look = 0; look < 20; look++)
        {
            Withdraw(bench, 0.01m);
            Withdraw(bench, 0m);
        }

        Withdraw(bench, 0.01m);
        Tell(bench, Good);
        Pass(bench, TimeSpan.FromSeconds(1));
        Assert.That((bench.Books.Tier, bench.Books.Gauges.Trial.Newest!.State, Trials(bench).Count), Is.EqualTo(("low", PaperTrialState.Passed, 2)), "passed, and not entered below its minimum");
        Withdraw(bench, 0m);
        Assert.That((bench.Books.Tier, bench.Books.Gauges.Trial.Newest!.State), Is.EqualTo(("high", PaperTrialState.Spent)));
    }

    [TestCase("tiers:high:limits:orderNotionalMaxAccount", true)]
    [TestCase("tiers:high:strategies:alpha:sizeFraction", true)]
    [TestCase("tiers:high:paper:trades", false)]
    [TestCase("switches:disabledStrategies:0", true)] // Bug: a strategy switched off earned the promotion on paper
    [TestCase("routing:spreadMaxFraction:crypto", true)]
    [TestCase("gatekeeper:mode", true)] // Bug: a trial was passed by what the gatekeeper, or regimes, let through, and the tier traded without them
    [TestCase("regimes:enabled", true)]
    [TestCase("alerts:throttle", false)]
    [TestCase("tiers:low:limits:orderNotionalMaxAccount", false)]
    [TestCase("tiers:higher:limits:orderNotionalMaxAccount", false)]
    public void Configure_WhatIsTriedIsAnotherNow_BeginsAnew(string key, bool isEnded)
    {
        var bench = Bench();
        var tiers = bench.Engine.Account.Setup.Tiers;
        bench.Command(new Command.Configure(new TierRulebook(tiers, new SpreadLimits()), "ab12", "file", "", [new ConfigurationChange(key, "1", "2", ChangeEffect.Looser)]));
        Assert.That(bench.Books.Gauges.Trial.Newest!.State, Is.EqualTo(isEnded ? PaperTrialState.Outdated : PaperTrialState.Running));
        Pass(bench, TimeSpan.FromSeconds(1));
        Assert.That(bench.Books.Gauges.Trial.Newest!.Attempt, Is.EqualTo(isEnded ? 2 : 1));
    }

    [TestCaseSource(typeof(TierDesk), nameof(TierDesk.OfEveryTier))]
    public void Page_NamesWhatEndsATrialBesideTheTiersOwnKeys(string section) => Assert.That(File.ReadAllText(Repository.PathOf("docs", "tiers.md")), Does.Contain($"`{section}`"));

    [Test]
    public void Recover_AtEveryStepOfATrial_IsTheSameFromFactsAndFromACheckpoint()
    {
        var bench = Bench();
        Check(bench);
        Tell(bench, Bad);
        Check(bench);
        Pass(bench, Bars.Pause);
        Check(bench);
        Tell(bench, Good, attempt: 2);
        Check(bench);
        Pass(bench, TimeSpan.FromSeconds(1));
        Check(bench);
        Assert.That(bench.Books.Tier, Is.EqualTo("high"));
    }

    private static void Check(AccountBench bench)
    {
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()));
        Assert.That(AccountBench.Canonical(new AccountEngine(bench.Setup, bench.Engine.Capture()).Capture()), Is.EqualTo(bench.Canonical()));
    }

    private static AccountBench Bench(decimal minimum = 5_000m, decimal demotion = 1m) => Bench(Bars, minimum, demotion);

    private static AccountBench Bench(TierPaper? bars, decimal minimum = 5_000m, decimal demotion = 1m)
    {
        var bench = AccountBench.Running(TestMarket.SetupOf(TestMarket.Tier("low", 500m, TestMarket.Spec()), TestMarket.Tier("high", minimum, TestMarket.Spec()) with { Paper = bars, DemotionFraction = demotion }) with { Reconciliation = new ReconciliationPolicy { Cash = DifferencePolicy.Adopt } }, 10_000m);
        Pass(bench, TimeSpan.FromSeconds(1));
        return bench;
    }

    private static List<Fact> Trials(AccountBench bench) => [.. bench.Facts.Where(static fact => fact is Fact.PaperTrialStarted or Fact.PaperTrialEnded)];

    private static void Tell(AccountBench bench, PaperFigures figures, int attempt = 1, string? broken = null) => bench.Command(new Command.TellPaperTrial(attempt, figures, broken));

    private static void Withdraw(AccountBench bench, decimal amount)
    {
        bench.Statement(cash: new SortedDictionary<string, decimal>(StringComparer.Ordinal) { ["USD"] = 10_000m - amount });
        Pass(bench, TimeSpan.FromSeconds(1));
        Pass(bench, TimeSpan.FromSeconds(1));
    }

    private static void Pass(AccountBench bench, TimeSpan time) => bench.Clock(time);
}
