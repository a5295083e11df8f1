using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
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

    /// <summary>Bug: of a block by a difference it was said that it ends by itself, and it never does.</summary>
    [Test]
    public void Of_ADifference_SaysThatItDoesNotEndByItselfAndWhatDecides()
    {
        var bench = AccountBench.Running();
        bench.Statement(held: new() { ["IBM"] = 5m });
        Assert.That(BlockLines.Of(bench.Engine.Account, bench.Now).Single().Ends, Does.Contain("A difference does not end by itself").And.Contain("reconciliation:positions"));
    }

    /// <summary>Bug: a feed that prices coins alone blocked every instrument of the venue while it was blind, those of other feeds too.</summary>
    [Test]
    public void Of_ABlindFeedOfSome_BlocksAndNamesTheseAlone()
    {
        var setup = TestMarket.Setup();
        var bench = AccountBench.Running(setup with { Catalog = new InstrumentCatalog(setup.Catalog.All.Select(static one => one.Id.Index is TestMarket.Btc or TestMarket.Eth ? one with { Feed = "averages" } : one)) });
        bench.Report(new VenueEvent.EntriesBlocked("simulated", BlockCause.FeedStale, "No data.", bench.Now) { Feed = "averages" });
        bench.Signal(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        Assert.That((bench.Orders.Count, bench.Refusals.Single().Rule), Is.EqualTo((0, RiskRule.EntriesBlocked)));
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        Assert.That(bench.Orders.Count, Is.EqualTo(1), "its prices come from elsewhere");
        Assert.That(BlockLines.Of(bench.Engine.Account, bench.Now).Select(static line => line.Where), Is.EqualTo(new[] { "BTC/USD at simulated", "ETH/USD at simulated" }));

        bench.Report(new VenueEvent.EntriesBlocked("simulated", BlockCause.FeedStale, "No data either.", bench.Now) { Feed = "others" });
        bench.Report(new VenueEvent.EntriesFreed("simulated", BlockCause.FeedStale, "Data again.", bench.Now) { Feed = "averages" });
        Assert.That(bench.Books.Blocks.Single().Feed, Is.EqualTo("others"), "each feed frees its own");
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()));
    }

    /// <summary>A halt is one instrument's; its exit passes, as it does while its market is closed.</summary>
    [Test]
    public void Of_AHaltedInstrument_BlocksItsEntriesAlone()
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        bench.Fill(bench.Orders[^1].Intent);
        var halted = new VenueEvent.EntriesBlocked("simulated", BlockCause.TradingHalted, "Trading of BTC/USD is halted: status H.", bench.Now) { Symbol = new Symbol("BTC/USD") };
        bench.Report(halted);
        bench.Report(halted with { Symbol = new Symbol("ETH/USD") });
        Assert.That(BlockLines.Of(bench.Engine.Account, bench.Now).Select(static line => (line.Where, line.Cause)), Is.EqualTo(new[] { ("BTC/USD at simulated", "trading_halted"), ("ETH/USD at simulated", "trading_halted") }));
        bench.Signal(SignalKind.Buy, TestMarket.Eth, quantity: 1m);
        Assert.That(bench.Refusals.Single().Rule, Is.EqualTo(RiskRule.EntriesBlocked));
        var before = bench.Orders.Count;
        bench.Signal(SignalKind.Close, TestMarket.Btc);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        Assert.That(bench.Orders.Count, Is.EqualTo(before + 2), "the exit, and what is not halted");
        bench.Report(new VenueEvent.EntriesFreed("simulated", BlockCause.TradingHalted, "Again.", bench.Now) { Symbol = new Symbol("BTC/USD") });
        Assert.That(bench.Books.Blocks.Single().Symbol, Is.EqualTo((Symbol?)new Symbol("ETH/USD")));
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()));
    }

    /// <summary>Options on what is halted are not traded either.</summary>
    [Test]
    public void Concerns_AnOptionOnAHaltedShare_IsBlockedToo()
    {
        var share = TestMarket.Setup().Catalog[new InstrumentId(TestMarket.Ibm)];
        var option = share with { Symbol = new Symbol("IBM250117C00150000"), AssetClass = AssetClass.Option, Option = new OptionContract(share.Symbol.Text, new DateOnly(2025, 1, 17), OptionRight.Call, 150m) };
        var block = new EntryBlock("simulated", BlockCause.TradingHalted, "Halted.", default) { Symbol = share.Symbol };
        Assert.That((block.Concerns(share), block.Concerns(option), block.Concerns(option with { Option = option.Option! with { Root = "IBN" } })), Is.EqualTo((true, true, false)));
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
