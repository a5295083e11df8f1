using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Domain.Agents;

/// <summary>What a program outside proposes, its signature verified: everything a strategy of kind <c>external</c> sees.</summary>
/// <param name="Agent">The program's configured name.</param>
/// <param name="Nonce">Its own name for this one signal; the agent uses none twice.</param>
/// <param name="SentAt">When it says it signed (UTC).</param>
/// <param name="Strategy">In whose name.</param>
/// <param name="Symbol">On what.</param>
/// <param name="Kind">Buy, sell or close.</param>
/// <param name="Confidence">0…1.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record AgentSignal(string Agent, string Nonce, DateTimeOffset SentAt, StrategyId Strategy, Symbol Symbol, SignalKind Kind, double Confidence, string Reason)
{
    /// <summary>Wanted size in base; null lets sizing decide.</summary>
    public decimal? QuantityBase { get; init; }

    /// <summary>Of an entry: where its loss is cut, quote currency; null leaves it to the configuration.</summary>
    public decimal? StopQuote { get; init; }

    /// <summary>Of an entry: where its profit is taken, quote currency; null leaves it to the configuration.</summary>
    public decimal? TargetQuote { get; init; }
}
