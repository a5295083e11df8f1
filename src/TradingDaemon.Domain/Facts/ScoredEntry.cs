using TradingDaemon.Domain.Gatekeeping;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Domain.Facts;

/// <summary>An entry the gatekeeper said something of, whether it became an order, a parent order or a refusal. The parts of a parent are of its one entry.</summary>
/// <param name="Strategy">Whose.</param>
/// <param name="Symbol">In what.</param>
/// <param name="Score">What it said.</param>
/// <param name="IsRefused">Whether it became a refusal, by whichever rule.</param>
public readonly record struct ScoredEntry(StrategyId Strategy, Symbol Symbol, GatekeeperScore Score, bool IsRefused)
{
    /// <summary>The entry a fact decides; null when it decides none, or none that was scored.</summary>
    public static ScoredEntry? Of(Fact fact) => fact switch
    {
        Fact.OrderIntended { Intent: { IsReduceOnly: false, Child: null, Origin.Gatekeeper: { } score } intent } => new(intent.Strategy, intent.Symbol, score, false),
        Fact.ParentOpened { Order: { Origin.Gatekeeper: { } score } parent } => new(parent.Strategy, parent.Symbol, score, false),
        Fact.SignalRefused { Origin.Gatekeeper: { } score } refused => new(refused.Strategy, refused.Symbol, score, true),
        _ => null,
    };
}
