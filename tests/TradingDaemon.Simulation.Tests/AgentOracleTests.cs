using NUnit.Framework;
using TradingDaemon.Domain.Agents;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Simulation.Oracle;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Tests;

/// <summary>The judge of signals from outside sees a nonce that counts twice, and a signal that becomes two entries or another's.</summary>
public sealed class AgentOracleTests
{
    private static readonly AgentSignal Sent = new("quant", "n-00000001", Ground.Start, Ground.Desk.Id, Ground.Catalog.All[0].Symbol, SignalKind.Buy, 1d, "test");

    [TestCase("n-00000002", false), TestCase("n-00000001", true)]
    public void Commit_OfANonceThatIsOnDisk_IsCaught(string nonce, bool isCaught)
    {
        using var durable = new DurableFacts(new RuleFiles(Ground.Setup, areKept: false));
        void Commit(long number, AgentSignal signal)
        {
            durable.Begin([new JournalBatch([new RecordedFact(number, Ground.Start, new Fact.SignalTaken(signal))], [], [])]);
            durable.Commit();
        }

        Commit(1, Sent);
        Assert.That((durable.SignalOf("quant", "n-00000001"), durable.SignalOf("quant", "n-00000002")), Is.EqualTo(((long?)1, (long?)null)));
        Assert.That(() => Commit(2, Sent with { Nonce = nonce }), isCaught ? Throws.InstanceOf<InvariantBrokenException>() : Throws.Nothing);
    }

    [TestCase(7, 1, false), TestCase(7, 2, true), TestCase(8, 1, true)]
    public void Judge_OfAnEntry_IsOneOfTheSignalThatWasTaken(long number, int entries, bool isCaught)
    {
        var signals = new ShadowSignals(new SignalPolicy());
        signals.Hear(Sent, Ground.Desk, new RecordedFact(7, Ground.Start, new Fact.SignalTaken(Sent)));
        var entry = new OrderIntent
        {
            ClientOrderId = new ClientOrderId("entry"), Strategy = Ground.Desk.Id, Symbol = Sent.Symbol, Venue = Ground.Venue, Side = OrderSide.Buy, Terms = new OrderTerms.Market(Quantity.From(0.01m)),
            IsReduceOnly = false, Reason = "test", DecisionBid = 50_000m, DecisionAsk = 50_000m, DecidedAt = Ground.Start,
            Origin = new SignalOrigin { Kind = SignalKind.Buy, Confidence = 1d, At = Ground.Start, TickReceivedAt = Ground.Start, AgentSignal = number },
        };
        for (var i = 1; i < entries; i++) signals.Judge(entry, Ground.Start);
        Assert.That(() => signals.Judge(entry, Ground.Start), isCaught ? Throws.InstanceOf<InvariantBrokenException>() : Throws.Nothing);
    }
}
