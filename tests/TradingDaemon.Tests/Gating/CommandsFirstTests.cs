using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Pipeline;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Gating;

/// <summary>The engine's own thread with a hundred thousand prices behind it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CommandsFirstTests : IDisposable
{
    private const int Prices = 100_000;

    private readonly AccountBench _bench = AccountBench.Running(TestMarket.Setup(specs: TestMarket.Spec(style: OrderStyle.Limit)));
    private readonly GatingRig _rig;

    public CommandsFirstTests() => _rig = new GatingRig(_bench);

    public void Dispose() => _rig.Dispose();

    /// <summary>Bug: a command that came while the engine took prices waited for up to two hundred and fifty-six of them.</summary>
    [Test]
    public async Task Cancel_BehindAHundredThousandPrices_LeavesBeforeAnyFurtherIsTaken()
    {
        _bench.Signal(SignalKind.Buy);
        _bench.Accept(_bench.LastOrder);
        var topology = _rig.Topology;
        while (topology.Outbox.Writer.TryWrite(new DecidedBatch(new JournalBatch([], [], []), 0, HasAnsweredCancelsSent: true))) { } // the engine stands still whenever it decides
        Assert.That(topology.Signals.Writer.TryWrite(new MarketMessage(default, _bench.SignalOf(SignalKind.Buy), 0)), Is.True);
        var price = TestMarket.Quote(TestMarket.Btc, 99.95m, 100.05m, _bench.Now);
        for (var i = 0; i < Prices; i++)
        {
            topology.Ticks[0].Write(new TimedTick(RawTick.OfQuote(price.Instrument, _bench.Now, _bench.Now, 99.95m, 1m, 100.05m, 1m), 0));
            topology.Signals.Writer.TryWrite(new MarketMessage(price, null, 0));
        }

        await _rig.Gating.StartAsync(default);
        Assert.That(SpinWait.SpinUntil(() => topology.Signals.Reader.Count == Limits.SignalsMax - 1, GatingRig.Patience), Is.True, "it decided on the signal, and is in the middle of its turn");
        Assert.That(topology.TryCommand(new Command.CloseStrategy(AccountBench.Alpha, "test")), Is.True);
        Assert.That(topology.Outbox.Reader.TryRead(out _), Is.True); // room for what it decided: it goes on

        using var late = new CancellationTokenSource(GatingRig.Patience);
        var sent = await topology.Dispatch.Reader.ReadAsync(late.Token);
        var left = topology.Signals.Reader.Count;
        while (topology.Outbox.Reader.TryRead(out _)) { } // the engine may end
        Assert.That((sent.Cancel?.ClientOrderId, left), Is.EqualTo((_bench.LastOrder.ClientOrderId, Limits.SignalsMax - 1)), "not one price was taken before it");
    }
}
