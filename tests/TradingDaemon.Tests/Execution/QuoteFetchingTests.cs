using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Execution;
using TradingDaemon.Pipeline;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Execution.Support;
using TradingDaemon.Tests.Gating;

namespace TradingDaemon.Tests.Execution;

public sealed class QuoteFetchingTests
{
    [Test]
    public async Task Ask_ForAnInstrumentThatEntriesWaitFor_BringsItsPriceTheWayOfEveryPrice()
    {
        var clock = new SessionClock(TestMarket.Start);
        using var topology = new Topology(1, static (_, _) => { });
        using var fetching = new QuoteFetching([new ScriptedVenue(clock) { Traits = new() { TellsTouchOfNow = true } }], TestMarket.Catalog, topology, new Clocks(clock, clock), NullLogger<QuoteFetching>.Instance);
        topology.QuotesWanted.Writer.TryWrite(new InstrumentId(TestMarket.Ibm));
        topology.QuotesWanted.Writer.Complete();
        await fetching.StartAsync(default);
        await fetching.ExecuteTask!;
        Assert.That(topology.Ticks[0].Reader.TryRead(out var told), Is.True);
        Assert.That((told.Tick.Instrument.Index, told.Tick.A, told.Tick.C, told.Tick.ReceivedTime), Is.EqualTo((TestMarket.Ibm, 99m, 101m, TestMarket.Start)));
        Assert.That(topology.Ticks[0].Reader.TryRead(out _), Is.False);
    }

    /// <summary>Bug: the newest quote of a venue that tells no time, however old, came back as a quote of now.</summary>
    [Test]
    public async Task Ask_WhereAnswersMayBeOld_IsNotDone()
    {
        var clock = new SessionClock(TestMarket.Start);
        using var topology = new Topology(1, static (_, _) => { });
        using var fetching = new QuoteFetching([new ScriptedVenue(clock)], TestMarket.Catalog, topology, new Clocks(clock, clock), NullLogger<QuoteFetching>.Instance);
        topology.QuotesWanted.Writer.TryWrite(new InstrumentId(TestMarket.Ibm));
        topology.QuotesWanted.Writer.Complete();
        await fetching.StartAsync(default);
        await fetching.ExecuteTask!;
        Assert.That(topology.Ticks[0].Reader.TryRead(out _), Is.False);
    }

    [Test]
    public async Task Turn_WithEntriesThatWait_AsksOnceForEachInstrument()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(), TestMarket.Spec("beta")) with { Routing = new() { IsSmart = true, WaitingEntriesMax = 8 } });
        bench.Now = bench.Now.AddSeconds(3);
        using var rig = new GatingRig(bench);
        foreach (var (strategy, instrument) in new[] { ("alpha", TestMarket.Ibm), ("beta", TestMarket.Ibm), ("beta", TestMarket.Btc) }) bench.Signal(SignalKind.Buy, instrument, strategy);
        await rig.Gating.StartAsync(default);
        using var late = new CancellationTokenSource(GatingRig.Patience);
        var asked = new[] { await rig.Topology.QuotesWanted.Reader.ReadAsync(late.Token), await rig.Topology.QuotesWanted.Reader.ReadAsync(late.Token) };
        Assert.That(asked.Select(static one => one.Index), Is.EqualTo(new[] { TestMarket.Ibm, TestMarket.Btc }));
        Assert.That(rig.Topology.QuotesWanted.Reader.TryRead(out _), Is.False);
    }
}
