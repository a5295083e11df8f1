using NUnit.Framework;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Gating;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Operations.Tilts;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Gating;

/// <summary>A person writes about a strategy of a running engine.</summary>
internal sealed class TiltJournalDeskTests
{
    [Test]
    public async Task Write_AboutAStrategy_IsKeptWithoutSecrets_AndSaysWhatIsAskedFor()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec()) with { Tilt = new TiltPolicy() });
        using var rig = new GatingRig(bench);
        await rig.Gating.StartAsync(default);
        var desk = Desk(rig);
        Assert.That(await WriteAsync(desk, "alpha", " My token=abcdef123456 was wrong. "), Is.EqualTo(new TiltJournalAnswer(true, "Handed to the account engine: 4 words about alpha. No stage of its recovery waits for one.")));
        using var patience = new CancellationTokenSource(GatingRig.Patience);
        while (await rig.Gating.LookAsync(static engine => engine.Account.Books.Gauges.Tilts.Of(AccountBench.Alpha)?.State.StageWords).WaitAsync(patience.Token) is null) await Task.Yield();
        Assert.That(await WriteAsync(desk, "beta", "Why?"), Is.EqualTo(new TiltJournalAnswer(false, "Nothing was kept: there is no strategy beta; there are alpha.")));
        Assert.That(await WriteAsync(desk, "alpha", " - "), Is.EqualTo(new TiltJournalAnswer(false, "Nothing was kept: there is no word in it.")));
        Assert.That(await WriteAsync(desk, "alpha", new string('x', TiltJournal.TextMax + 1)), Is.EqualTo(new TiltJournalAnswer(false, "Nothing was kept: it has 20001 characters, at most 20000 are taken.")));
    }

    [Test]
    public async Task Write_WhereNobodyIsJudged_IsRefused()
    {
        using var rig = new GatingRig(AccountBench.Running());
        await rig.Gating.StartAsync(default);
        Assert.That(await WriteAsync(Desk(rig), "alpha", "Why?"), Is.EqualTo(new TiltJournalAnswer(false, "Nothing was kept: nobody is judged here, tilt:enabled and tilt:breakAfterLosses are off.")));
    }

    private static TiltJournalDesk Desk(GatingRig rig) => new(rig.Gating, rig.Topology, new SecretRedactor());

    private static Task<TiltJournalAnswer> WriteAsync(TiltJournalDesk desk, string strategy, string text) => desk.WriteAsync(new TiltJournalRequest(strategy, text, "anna")).WaitAsync(GatingRig.Patience);
}
