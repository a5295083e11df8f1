using System.Collections.Immutable;
using TradingDaemon.Engine.Emergency;

namespace TradingDaemon.Emergency;

/// <summary>What one liquidation has learned of each instrument: how hard to try next, and what must be left alone.</summary>
internal sealed class ClosingMemory(bool lastResortMarket)
{
    private const int AttemptsMax = 3; // that sell nothing before a person is asked

    private readonly Dictionary<string, int> _attempts = new(StringComparer.Ordinal);

    /// <summary>How hard to try.</summary>
    public ImmutableDictionary<string, ClosingStep> Steps { get; private set; } = ImmutableDictionary<string, ClosingStep>.Empty;

    /// <summary>What is left alone, and why.</summary>
    public ImmutableDictionary<string, LeftReason> Barred { get; private set; } = ImmutableDictionary<string, LeftReason>.Empty;

    /// <summary>Takes what became of an order.</summary>
    public void Take(string symbol, ClosingOutcome outcome)
    {
        if (outcome == ClosingOutcome.Unknown) Barred = Barred.SetItem(symbol, LeftReason.OutcomeUnknown);
        if (outcome == ClosingOutcome.HeldTooLong) Barred = Barred.SetItem(symbol, LeftReason.HeldBack); // at the price it had: that was not what was wrong
        if (outcome is not (ClosingOutcome.Refused or ClosingOutcome.NotPlaced or ClosingOutcome.Unfilled)) return;
        var attempts = _attempts[symbol] = _attempts.GetValueOrDefault(symbol) + 1;
        if (attempts >= AttemptsMax) Barred = Barred.SetItem(symbol, LeftReason.Refused);
        else Steps = Steps.SetItem(symbol, attempts == 2 && lastResortMarket ? ClosingStep.Market : ClosingStep.AtTouch);
    }
}
