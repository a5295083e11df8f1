using TradingDaemon.Engine.Quotes;
using TradingDaemon.Engine.Regimes;
using TradingDaemon.Engine.Validation;

namespace TradingDaemon.Engine.Evaluation;

/// <summary>The numbers of the evaluation room.</summary>
public sealed record EvaluationOptions
{
    /// <summary>What a market event may look like.</summary>
    public ValidationLimits Validation { get; init; } = new();

    /// <summary>How long quotes, books and trades are remembered.</summary>
    public CacheLimits Cache { get; init; } = new();

    /// <summary>When a market is quiet or volatile.</summary>
    public RegimeLimits Regime { get; init; } = new();

    /// <summary>1-minute bars kept per instrument; above zero, 500 by default.</summary>
    public int MinuteBarsKept { get; init; } = 500;

    /// <summary>How long after its end a bar still waits for late events before the time alone closes it; 1 s by default.</summary>
    public TimeSpan BarCloseGrace { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Restarts a strategy gets within <see cref="RestartWindow"/>; one more fault disables it. 3 by default.</summary>
    public int RestartsMax { get; init; } = 3;

    /// <summary>The span restarts are counted over; 300 s by default.</summary>
    public TimeSpan RestartWindow { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Wait before the first restart; it doubles with every restart still inside the window. 1 s by default.</summary>
    public TimeSpan BackoffFirst { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait before a restart; 60 s by default.</summary>
    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromSeconds(60);
}
