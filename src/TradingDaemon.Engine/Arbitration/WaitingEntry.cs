using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.Arbitration;

/// <summary>An entry that waits for its turn.</summary>
/// <param name="Signal">What was proposed.</param>
/// <param name="Score">Priority of its strategy, 0…100, plus 20 × confidence: 0…120, the higher the sooner.</param>
/// <param name="DueAt">From when it may go.</param>
public readonly record struct WaitingEntry(Signal Signal, double Score, DateTimeOffset DueAt)
{
    /// <summary>How much a signal's confidence counts beside its strategy's priority.</summary>
    public const double ConfidenceWeight = 20d;

    /// <summary>The score of a proposal.</summary>
    /// <param name="priority">Of its strategy, 0…100.</param>
    /// <param name="confidence">Of the signal, 0…1.</param>
    public static double ScoreOf(int priority, double confidence) => priority + (ConfidenceWeight * confidence);
}
