using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Gating;
using TradingDaemon.Operations.Closing;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Gating;

/// <summary>A person closes what a strategy of a running engine holds.</summary>
internal sealed class StrategyClosingTests
{
    [Test]
    public async Task Close_OfWhatHolds_SaysWhatIsClosed_AndClosesIt([Values] bool isOfNoTier)
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(), TestMarket.Spec("beta")));
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 3m);
        if (isOfNoTier) bench.Engine.Account.Configure(new TierRulebook(new TierTable([TestMarket.Tier("only", 0m, TestMarket.Spec("beta"))]), bench.Setup.Spreads));
        using var rig = new GatingRig(bench);
        await rig.Gating.StartAsync(default);
        var answer = await CloseAsync(rig, " alpha ");
        Assert.That(answer, Is.EqualTo(new CloseAnswer(true, $"alpha is being closed: 3 IBM.{(isOfNoTier ? "" : " It may enter again at its next signal: switch it off to keep it out.")}")));
        using var patience = new CancellationTokenSource(GatingRig.Patience);
        Fact.SignalRefused? tried;
        do tried = (await rig.Topology.Outbox.Reader.ReadAsync(patience.Token)).Batch.Facts.Select(static recorded => recorded.Fact).OfType<Fact.SignalRefused>().SingleOrDefault();
        while (tried is null);
        Assert.That((tried.Strategy, tried.Symbol.Text, tried.Kind, tried.Rule), Is.EqualTo((AccountBench.Alpha, "IBM", SignalKind.CloseAll, RiskRule.QuoteFresh)), "the rig's clock is years ahead of the last quote");
    }

    [Test]
    public async Task Close_OfWhatIsNotThere_IsRefusedWithTheNamesThereAre_AndOfWhatHoldsNothingIsDone()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(), TestMarket.Spec("beta")));
        using var rig = new GatingRig(bench);
        await rig.Gating.StartAsync(default);
        Assert.That(await CloseAsync(rig, "gamma"), Is.EqualTo(new CloseAnswer(false, "Nothing is closed: there is no strategy gamma; there are alpha, beta.")));
        Assert.That(await CloseAsync(rig, "beta"), Is.EqualTo(new CloseAnswer(true, "There was nothing to close: beta holds nothing, and no order of it works.")));
    }

    [Test]
    public async Task Close_WhileNothingLeaves_IsRefusedAndSaysWhy([Values] bool isHalted)
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 3m);
        bench.Command(isHalted ? new Command.SetEmergency(EmergencyState.Halted, "operator", "Stop.") : new Command.Stop(ShutdownPolicy.Hold, "Stop."));
        using var rig = new GatingRig(bench);
        await rig.Gating.StartAsync(default);
        var answer = await CloseAsync(rig, "alpha");
        Assert.That(answer.IsDone, Is.False);
        Assert.That(answer.Message, Does.StartWith(isHalted ? "Nothing is closed: the emergency stop says Halted, nothing leaves. In Reducing it would." : "Nothing is closed: the engine is Stop"));
    }

    private static Task<CloseAnswer> CloseAsync(GatingRig rig, string strategy) => new StrategyClosing(rig.Gating, rig.Topology).CloseAsync(new CloseRequest(strategy, "anna", "The news.")).WaitAsync(GatingRig.Patience);
}
