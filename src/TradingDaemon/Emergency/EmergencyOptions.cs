using System.Collections.Immutable;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Engine.Emergency;

namespace TradingDaemon.Emergency;

/// <summary>How the emergency stop works, in its own words.</summary>
internal sealed record EmergencyOptions
{
    /// <summary>The currency risks are compared in.</summary>
    public required Currency Account { get; init; }

    /// <summary>True begins halted, whatever is stored.</summary>
    public bool IsKillSwitchOn { get; init; }

    /// <summary>How far from the venue's touch a closing order may trade, as a fraction.</summary>
    public decimal SlippageMaxFraction { get; init; } = 0.02m;

    /// <summary>How much of each holding is closed by the end of each stage, rising to 1.</summary>
    public ImmutableArray<decimal> Stages { get; init; } = [1m];

    /// <summary>Time between two stages.</summary>
    public TimeSpan StageInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Closing orders to one venue in any minute.</summary>
    public int OrdersPerMinuteMax { get; init; } = 60;

    /// <summary>How long a closing order may work before it is cancelled.</summary>
    public TimeSpan FillWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a venue is asked to cancel until nothing works there: longer than a bad moment of its; then the operator is told what is left.</summary>
    public TimeSpan ClearMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long in all closing orders at one venue are offered again that are held back for a reason no price mends: longer than the pauses venues ask for.</summary>
    public TimeSpan HeldMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a venue is asked again for what is held there.</summary>
    public TimeSpan AnswerMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the third and last attempt takes any price.</summary>
    public bool LastResortMarket { get; init; } = true;

    /// <summary>After how long reducing ends by itself; null never, which is the default.</summary>
    public TimeSpan? ReducingResumesAfter { get; init; }

    /// <summary>From where on the triggers fire.</summary>
    public TriggerLimits Triggers { get; init; } = new();

    /// <summary>What each trigger does; absent is nothing.</summary>
    public ImmutableDictionary<TriggerKind, TriggerAction> Actions { get; init; } = ImmutableDictionary<TriggerKind, TriggerAction>.Empty;
}
