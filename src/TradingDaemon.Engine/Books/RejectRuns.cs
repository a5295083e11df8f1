using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;

namespace TradingDaemon.Engine.Books;

/// <summary>
/// Refusals by a venue in a row, per instrument. An order that is refused again and again is not sent for ever: after a few
/// the instrument pauses. Kept in memory: a restart, like any operator's act, tries again.
/// </summary>
public sealed class RejectRuns
{
    private readonly Dictionary<Symbol, (int InARow, DateTimeOffset PausedAt, DateTimeOffset PausedUntil)> _runs = []; // at most one an instrument

    /// <summary>Notes a refusal. True when this one starts a pause.</summary>
    public bool Refused(Symbol symbol, RiskLimits limits, DateTimeOffset now)
    {
        var inARow = _runs.GetValueOrDefault(symbol).InARow + 1;
        var pauses = inARow >= limits.RejectsInARowMax;
        // After the pause one order may try; it is the last straw or the end of the run.
        _runs[symbol] = pauses ? (limits.RejectsInARowMax - 1, now, now + limits.RejectPause) : (inARow, default, default);
        return pauses;
    }

    /// <summary>Notes that an order worked at the venue: the run is over.</summary>
    public void Worked(Symbol symbol)
    {
        if (_runs.Count > 0) _runs.Remove(symbol);
    }

    /// <summary>Until when nothing is sent on the instrument, or null when it may be; a clock set back before the pause began ends it.</summary>
    public DateTimeOffset? PausedUntil(Symbol symbol, DateTimeOffset now) =>
        _runs.Count > 0 && _runs.TryGetValue(symbol, out var run) && now >= run.PausedAt && now < run.PausedUntil ? run.PausedUntil : null;

    /// <summary>An operator looked: every instrument may be tried again.</summary>
    public void Forget() => _runs.Clear();
}
