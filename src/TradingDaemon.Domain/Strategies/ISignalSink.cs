using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Domain.Strategies;

/// <summary>Where a strategy puts its proposals while it is being evaluated.</summary>
public interface ISignalSink
{
    /// <summary>Proposes; may be called several times in one evaluation, and not at all outside one.</summary>
    void Propose(in SignalProposal proposal);

    /// <summary>Says which orders are to rest; the last set of one evaluation counts. Of no business to a strategy that makes no market, nor to whoever tries one.</summary>
    void Quote(QuoteSet set) { }
}
