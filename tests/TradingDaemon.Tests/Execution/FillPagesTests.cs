using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Pipeline;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Execution.Support;

namespace TradingDaemon.Tests.Execution;

public sealed class FillPagesTests
{
    [TestCase(0), TestCase(1), TestCase(Limits.FillsPageMax), TestCase((2 * Limits.FillsPageMax) + 3)]
    public async Task Read_OfAVenueThatCounts_GivesEveryFillOnce(int count)
    {
        var venue = Venue(count);
        var told = new List<long>();
        await FillPages.ReadAsync(venue, 0, page => Keep(() => told.AddRange(page.Select(static fill => fill.ExecutionSequence))), default);
        Assert.That(told, Is.EqualTo(Enumerable.Range(1, count).Select(static number => (long)number)));
    }

    /// <summary>Bug: a venue that gave the same full page again and again was asked for ever, and what it told piled up.</summary>
    [Test]
    public void Read_TheSamePageAgain_EndsWithAFault()
    {
        var venue = Venue(Limits.FillsPageMax);
        venue.RepeatsFills = true;
        var pages = 0;
        Assert.That(async () => await FillPages.ReadAsync(venue, 0, _ => Keep(() => pages++), default), Throws.InstanceOf<VenueException>().With.Message.Contains("PAGES"));
        Assert.That(pages, Is.EqualTo(1));
    }

    private static ValueTask Keep(Action keep)
    {
        keep();
        return default;
    }

    private static ScriptedVenue Venue(int count)
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy);
        var venue = new ScriptedVenue(new SessionClock(TestMarket.Start));
        venue.Fills.AddRange(Enumerable.Range(1, count).Select(number => bench.FillOf(bench.LastOrder, 0.001m, 100m, sequence: number)));
        return venue;
    }
}
