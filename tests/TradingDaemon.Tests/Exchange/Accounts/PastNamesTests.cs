using NUnit.Framework;
using TradingDaemon.Exchange.Accounts;

namespace TradingDaemon.Tests.Exchange.Accounts;

public sealed class PastNamesTests
{
    private const int Names = 1_000_000;

    [Test]
    public void MayHold_OfAMillionNames_IsNeverWronglyNoAndSeldomWronglyYes()
    {
        var names = new PastNames();
        for (var i = 0; i < Names; i++) names.Add($"td-{i:x8}");
        Assert.That(Enumerable.Range(0, Names).Count(i => !names.MayHold($"td-{i:x8}")), Is.Zero);
        Assert.That(Enumerable.Range(Names, Names).Count(i => names.MayHold($"td-{i:x8}")) / (double)Names, Is.LessThan(0.03));
    }

    [Test]
    public void MayHold_BeforeAnyName_IsNo() => Assert.That(new PastNames().MayHold("O1"), Is.False);

    [Test]
    public void Add_WithoutAName_TakesNothingIn()
    {
        var names = new PastNames();
        names.Add("");
        Assert.That(names.MayHold(""), Is.False, "an order placed by hand has no client id");
    }
}
