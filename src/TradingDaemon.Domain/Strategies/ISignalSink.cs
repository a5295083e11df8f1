namespace TradingDaemon.Domain.Strategies;

/// <summary>Where a strategy puts its proposals while it is being evaluated.</summary>
public interface ISignalSink
{
    /// <summary>Proposes; may be called several times in one evaluation, and not at all outside one.</summary>
    void Propose(in SignalProposal proposal);
}
