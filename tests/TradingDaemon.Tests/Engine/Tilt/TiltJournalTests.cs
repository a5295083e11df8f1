using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Engine.Tilt;
using TradingDaemon.Gating;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Tilt;

/// <summary>A stage of recovery that waits for what a person writes, and how a debt ends.</summary>
internal sealed class TiltJournalTests
{
    private static readonly TiltStage Stage = new(0.2m, 1, 0m, 0m);

    [TestCase("", 0), TestCase("  \n ", 0), TestCase("- … !", 0), TestCase("one", 1), TestCase("one, two", 2), TestCase(" 1\tzwei\nтри – 4. ", 4), TestCase("don't re-enter", 2)]
    public void WordsOf_AText_CountsWhatHasALetterOrADigit(string text, int words) => Assert.That(TiltJournal.WordsOf(text), Is.EqualTo(words));

    [TestCase(0, null, true), TestCase(100, null, false), TestCase(100, 99, false), TestCase(100, 100, true), TestCase(100, 101, true)]
    public void IsStageDone_ByWordsAlone(int asked, int? written, bool isDone)
    {
        var policy = new TiltPolicy { Stage1 = Stage with { JournalWordsMin = asked } };
        var state = new TraderTilt { Trader = "alpha", Stage = 1, StageWins = 1, StageProfit = 1m, StageWords = written };
        Assert.That((TiltScore.IsStageDone(state, policy), TiltScore.WordsMissing(state, policy)), Is.EqualTo((isDone, isDone ? 0 : asked)));
    }

    [Test]
    public void Take_AnEntry_EndsTheStageThatWaitedForItAlone_ThroughARestart()
    {
        var bench = Recovering(Stage with { JournalWordsMin = 5 });
        Win(bench);
        Assert.That((StageOf(bench), Missing(bench)), Is.EqualTo((1, 5)), "its trades are enough, nobody has written");
        Write(bench, "four words of regret");
        Assert.That((StageOf(bench), Missing(bench)), Is.EqualTo((1, 5)), "one word short");
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()));
        Write(bench, "five words of deep regret");
        Assert.That((StageOf(bench), Missing(bench)), Is.EqualTo((2, 0)));
        var written = bench.Facts.OfType<Fact.TiltJournalled>().Last();
        Assert.That((written.Trader, written.By, written.Words, written.Text), Is.EqualTo((AccountBench.Alpha, "anna", 5, "five words of deep regret")));
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()));
    }

    [Test]
    public void Take_AnEntryOfTheStageBefore_DoesNotCountForTheNext()
    {
        var bench = Recovering(Stage with { JournalWordsMin = 2 }, Stage with { JournalWordsMin = 2 });
        Write(bench, "two words");
        Assert.That(StageOf(bench), Is.EqualTo(1), "what is written is not earned");
        Win(bench);
        Win(bench);
        Assert.That((StageOf(bench), Missing(bench)), Is.EqualTo((2, 2)));
        Write(bench, "two more");
        Assert.That(StageOf(bench), Is.EqualTo(3));
    }

    [Test]
    public void Recovery_ThatAsksForNoWords_IsAsBefore_AndWritesNothingOfThem()
    {
        var bench = Recovering(Stage);
        Win(bench);
        Assert.That(StageOf(bench), Is.EqualTo(2));
        Assert.That(bench.Canonical(), Does.Not.Contain("journal").IgnoreCase.And.Not.Contain("stageWords").IgnoreCase);
        Assert.That(JsonSerializer.Deserialize<TraderTilt>("""{"Trader":"a"}""")!.StageWords, Is.Null);
    }

    /// <summary>A debt made early outlasts the lock that follows, and ends with the recovery, or when all of it is paid and there is none.</summary>
    [Test]
    public void Debt_MadeEarly_OutlastsItsLock_AndEndsPaidOrRecovered()
    {
        var (now, early) = (new DateTimeOffset(2024, 3, 1, 12, 0, 0, TimeSpan.Zero), new TiltPolicy { NoticeDebtFraction = 0.1m });
        foreach (var recovers in new[] { true, false })
        {
            var record = new TraderRecord(new TraderTilt { Trader = "alpha" });
            record.Moved(Measure(TiltMove.Noticed) with { Debt = 0.1m }, now);
            record.Closed(new TiltTrade(now, 0.04m), 1);
            var after = TiltDebt.After(record, 3, early, now);
            Assert.That(after, Is.EqualTo(0.06m), "what is unpaid");
            record.Moved(Measure(TiltMove.Locked) with { Debt = after, SizeFactor = recovers ? 0.25m : 1m }, now);
            record.Closed(new TiltTrade(now, 0.06m), 2);
            Assert.That((record.State.DebtPaid, TiltDebt.IsSettled(record.State)), Is.EqualTo((0.06m, !recovers)), "a recovery decides while there is one");
            record.Moved(Measure(recovers ? TiltMove.Recovered : TiltMove.Settled), now);
            Assert.That((record.State.Debt, record.State.DebtPaid, record.State.Stage), Is.EqualTo((0m, 0m, 0)));
        }

        var unpaid = new TraderRecord(new TraderTilt { Trader = "alpha" });
        unpaid.Moved(Measure(TiltMove.Locked) with { Debt = 0.1m, SizeFactor = 0.25m }, now);
        unpaid.Moved(Measure(TiltMove.Recovered), now);
        Assert.That(unpaid.State.Debt, Is.Zero, "what the last stage did not ask for goes with it");
    }

    private static Fact.TiltMoved Measure(TiltMove move) => new(AccountBench.Alpha, move, 1, null, 1m, "r");

    private static AccountBench Recovering(TiltStage first, TiltStage? second = null)
    {
        var policy = new TiltPolicy { RecoversFromLevel = 1, SizeVariationMax = 100m, Level2Min = 50, Level3Min = 60, Stage1 = first, Stage2 = second ?? Stage, Stage3 = Stage };
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec()) with { Tilt = policy }, cash: 10_000_000m);
        bench.Engine.Account.Log.Emit(new Fact.TiltMoved(AccountBench.Alpha, TiltMove.Noticed, 1, bench.Now, 1m, "Because.") { RecoversAt = first.SizeFactor }, bench.Now);
        bench.Clock();
        return bench;
    }

    private static void Win(AccountBench bench)
    {
        bench.Now += TimeSpan.FromMinutes(10);
        bench.Quote(TestMarket.Ibm, 199.95m, 200.05m);
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        bench.Quote(TestMarket.Ibm, 209.95m, 210.05m);
        bench.Trade(SignalKind.Close, TestMarket.Ibm);
    }

    private static void Write(AccountBench bench, string text) => bench.Command(new Command.WriteTiltJournal(AccountBench.Alpha, "anna", text));

    private static int StageOf(AccountBench bench) => bench.Books.Gauges.Tilts.Of(AccountBench.Alpha)!.State.Stage;

    private static int Missing(AccountBench bench) => TiltLines.Of(bench.Engine.Account, bench.Now).Single().JournalWordsMissing;
}
