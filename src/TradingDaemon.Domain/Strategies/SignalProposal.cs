using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Domain.Strategies;

/// <summary>What a strategy says; the room adds who, when, on which quote and for how long.</summary>
/// <param name="Kind">The proposal.</param>
/// <param name="Confidence">0…1; anything else is refused as an invalid signal.</param>
/// <param name="Reasoning">One sentence naming the numbers that led to it; never empty.</param>
/// <param name="QuantityBase">Wanted size in base, or null to let the sizing rule decide.</param>
public readonly record struct SignalProposal(SignalKind Kind, double Confidence, string Reasoning, decimal? QuantityBase = null)
{
    /// <summary>Characters of <see cref="Reasoning"/> at most: one sentence is asked for, and a runaway one must not fill the journal.</summary>
    public const int ReasoningLengthMax = 1_000;

    /// <summary>Of an entry: the price at which its loss is cut, in place of what the configuration says; null leaves it to that.</summary>
    public decimal? StopQuote { get; init; }

    /// <summary>Of an entry: the price at which its profit is taken, in place of what the configuration says; null leaves it to that.</summary>
    public decimal? TargetQuote { get; init; }
}
