using TradingDaemon.Domain.Facts;

namespace TradingDaemon.Pipeline;

/// <summary>What programs outside have to do with the account engine.</summary>
internal abstract record AgentNews
{
    private AgentNews() { }

    /// <summary>A signal of theirs, verified, to be decided.</summary>
    internal sealed record Sent(AgentDelivery Delivery) : AgentNews;

    /// <summary>Signals of theirs that were not taken, for the record.</summary>
    internal sealed record Refused(Fact.AgentRefused Fact) : AgentNews;
}
