using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;

namespace TradingDaemon.Engine.Books;

/// <summary>
/// Refusals by a venue in a row, per instrument. An order that is refused again and again is not sent for ever: after a few
/// the instrument pauses. Kept in memory: a restart, like any operator's act, tries again.
/// </summary>
public sealed class RejectRuns
{
    private static readonly TimeSpan NothingThereFor = TimeSpan.FromSeconds(1);
    private readonly Dictionary<Symbol, (int InARow, DateTimeOffset PausedAt, DateTimeOffset PausedUntil)> _runs = []; // at most one an instrument

    /// <summary>Notes a refusal. How long nothing is sent on the instrument, where this one starts a pause; else null.</summary>
    /// <param name="symbol">On which instrument.</param>
    /// <param name="why">What would take instead of resting counts for nothing: it is refused for that. What finds nothing at its price pauses for a second: soon enough for a falling market, and not with each tick.</param>
    /// <param name="limits">How many in a row, and for how long.</param>
    /// <param name="now">The engine's time.</param>
    public TimeSpan? Refused(Symbol symbol, VenueRefusal why, RiskLimits limits, DateTimeOffset now)
    {
        if (why == VenueRefusal.WouldTake) return null;
        var inARow = _runs.GetValueOrDefault(symbol).InARow + 1;
        var pauses = inARow >= limits.RejectsInARowMax;
        // After the pause one order may try; it is the last straw or the end of the run.
        var pause = why == VenueRefusal.NoLiquidity ? NothingThereFor : limits.RejectPause;
        _runs[symbol] = pauses ? (limits.RejectsInARowMax - 1, now, now + pause) : (inARow, default, default);
        return pauses ? pause : null;
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
