using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Gating;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Gating;

public sealed class BlockLinesTests
{
    /// <summary>Bug: what kept entries from leaving was to be seen in no status.</summary>
    [Test]
    public void Of_EveryCauseOfAVenue_SaysSinceWhenWhyAndWhatEndsIt([Values] BlockCause cause)
    {
        var bench = AccountBench.Running();
        bench.Report(new VenueEvent.EntriesBlocked("simulated", cause, "A reason.", bench.Now));
        var line = BlockLines.Of(bench.Engine.Account, bench.Now).Single();
        Assert.That((line.Venue, line.Symbol, line.Reason, line.Since), Is.EqualTo(("simulated", (string?)null, "A reason.", (DateTimeOffset?)bench.Now)));
        Assert.That(line.Cause, Does.Match("^[a-z]+_[a-z]+$"));
        Assert.That(line.Ends, Is.Not.EqualTo("whatever raised it"));
        bench.Report(new VenueEvent.EntriesFreed("simulated", cause, "Over.", bench.Now));
        Assert.That(BlockLines.Of(bench.Engine.Account, bench.Now), Is.Empty);
    }

    [Test]
    public void Of_AnOrderOfUnknownOutcome_NamesItsInstrumentAndIt()
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        bench.Report(new VenueEvent.OutcomeUnknown(bench.LastOrder.ClientOrderId, "No answer.", bench.Now));
        var line = BlockLines.Of(bench.Engine.Account, bench.Now).Single();
        Assert.That((line.Where, line.Cause, line.Since), Is.EqualTo(("IBM at simulated", "outcome_unknown", (DateTimeOffset?)bench.LastOrder.DecidedAt)));
        Assert.That(line.Reason, Does.Contain(bench.LastOrder.ClientOrderId.Text));
    }

    [Test]
    public void Of_AnInstrumentThatWasRefusedTooOften_SaysWhenItIsTriedAgain()
    {
        var bench = AccountBench.Running();
        for (var i = 0; i < bench.Engine.Account.Limits.RejectsInARowMax; i++)
        {
            bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
            bench.Report(new VenueEvent.Refused(bench.LastOrder.ClientOrderId, VenueRefusal.Other, "no", bench.Now));
        }

        var line = BlockLines.Of(bench.Engine.Account, bench.Now).Single();
        Assert.That((line.Where, line.Cause), Is.EqualTo(("IBM at simulated", "reject_loop")));
        Assert.That(line.Ends, Does.Contain((bench.Now + bench.Engine.Account.Limits.RejectPause).ToString("u", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
