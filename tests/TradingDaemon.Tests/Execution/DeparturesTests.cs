using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Execution.Support;
using Deed = TradingDaemon.Tests.Execution.Support.ScriptedVenue.Deed;

namespace TradingDaemon.Tests.Execution;

public sealed class DeparturesTests
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10);

    [Test]
    public void Within_AcceptedOrder_IsListedUntilTheTimeIsOver()
    {
        using var bench = new SessionBench();
        var (id, _) = bench.Place();
        Assert.That(bench.Session.Departures.Within(Time).Single(), Has.Property("IsUnderWay").False.And.Property("Order").Property("ClientOrderId").EqualTo(id));
        bench.Pass(10);
        Assert.That(bench.Session.Departures.Within(Time), Is.Empty);
    }

    [Test]
    public void Within_RefusedOrKeptBack_IsNotListed()
    {
        using var bench = new SessionBench();
        bench.Venue.Script = static (_, _) => Deed.Fault(VenueFaultKind.Rejected);
        bench.Place();
        bench.Gate.Close(EmergencyState.Halted, bench.Clock.GetUtcNow(), "test");
        bench.Place();
        Assert.That(bench.Session.Departures.Within(Time), Is.Empty);
    }

    [Test]
    public void Within_OrderOnItsWay_IsListedHoweverLongItTakes()
    {
        using var bench = new SessionBench();
        bench.Venue.Script = static (_, _) => Deed.Fault(VenueFaultKind.OutcomeUnknown);
        var (id, _) = bench.Place();
        Assert.That(bench.Session.Departures.Within(Time).Single().Order.ClientOrderId, Is.EqualTo(id), "it may have arrived");
    }
}
