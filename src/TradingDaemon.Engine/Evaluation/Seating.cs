using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Engine.Evaluation;

/// <summary>How instances are made and asked: whatever they throw becomes their strategy's fault.</summary>
internal static class Seating
{
    /// <summary>Seats a new instance once its backoff is over; false when the thread was deposed while it was being made.</summary>
    public static bool TryFill(StrategySlot slot, InstrumentMarket market, DateTimeOffset now, IEvaluationOutput output, IEvaluationWatch watch)
    {
        if (!slot.MayRetry(now.UtcTicks)) return true;
        var index = slot.Index;
        if (!watch.Enter(index)) return false;
        var fault = Create(slot, out var instance, out var needs);
        if (!watch.Leave(index)) return false;
        if (instance is null)
        {
            slot.Owner.Fault(slot, Faults.Describe(fault!), now, output);
            return true;
        }

        slot.Seat(instance, needs, market.BuilderFor(needs.BarInterval));
        slot.Owner.Settle(now, "started on", slot.Instrument.Symbol, output);
        return true;
    }

    private static Exception? Create(StrategySlot slot, out IStrategy? instance, out StrategyNeeds needs)
    {
        try
        {
            instance = slot.Owner.Factory.Create(slot.Owner.Spec, slot.Instrument);
            needs = instance.Needs;
            return null;
        }
        catch (Exception fault)
        {
            (instance, needs) = (null, default);
            return fault; // not swallowed: it becomes the strategy's fault, with backoff and budget
        }
    }

    /// <summary>Asks an instance once; what it threw, or null.</summary>
    public static Exception? Attempt(IStrategy instance, in MarketView view, AccountSnapshot account, Regime regime, ProposalSink sink)
    {
        try
        {
            instance.Evaluate(in view, account, regime, sink);
            return null;
        }
        catch (Exception fault)
        {
            return fault; // not swallowed: it becomes the strategy's fault, with backoff and budget
        }
    }
}
