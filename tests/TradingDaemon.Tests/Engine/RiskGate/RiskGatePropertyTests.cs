using NUnit.Framework;
using TradingDaemon.Tests.Engine.RiskGate.Audit;

namespace TradingDaemon.Tests.Engine.RiskGate;

/// <summary>Random accounts, random wishes; no entry that was approved breaks a limit, whatever of what is out fills, and none was refused by a limit it does not break. Ten million of them are the verb <c>gate-audit</c> of the benchmarks.</summary>
public sealed class RiskGatePropertyTests
{
    private const int AccountsPerSeed = 200;

    /// <summary>20,000 wishes a seed, 100,000 in all.</summary>
    [Test]
    public void FirstRefusal_OfRandomOrdersOnRandomAccounts_LetsNothingPassThatBreaksALimit_AndRefusesNothingElse([Range(1, 5)] int seed)
    {
        var audit = GateAudit.Run(seed, AccountsPerSeed);
        TestContext.Out.WriteLine($"seed {seed}: {audit.Wishes} wishes, {audit.Approved} entries and {audit.Exits} exits approved, {audit.Confirmed} refusals found on paper too, refused by {string.Join(", ", audit.Refused.Select(static pair => $"{pair.Key} {pair.Value}"))}");
        Assert.That(audit.Breach, Is.Null);
        Assert.That(audit.Refused.Keys, Is.SupersetOf(GateAudit.Tried), "Every rule about money must have had something to do.");
        Assert.That(audit.IsTelling, "A gate that lets nothing pass proves nothing.");
    }
}
