using System.Collections.Immutable;
using TradingDaemon.Domain.Account;

namespace TradingDaemon.Engine.Fills;

/// <summary>Which executions are booked, venue by venue.</summary>
public sealed class FillCursors
{
    private readonly Dictionary<string, FillCursor> _venues = new(StringComparer.Ordinal);

    /// <summary>As a checkpoint remembers them.</summary>
    public FillCursors(AccountState state)
    {
        foreach (var (venue, cursor) in state.FillCursors)
            _venues.Add(venue, new FillCursor(cursor, state.FillsAboveCursor.GetValueOrDefault(venue, []), state.ExecutionsPassed.GetValueOrDefault(venue, [])));
    }

    /// <summary>Whether the venue's execution is already booked.</summary>
    public bool Has(string venue, long executionSequence) => _venues.TryGetValue(venue, out var cursor) && cursor.Has(executionSequence);

    /// <summary>Whether the venue's execution was taken for no fill and passed over, because the sums agreed without it.</summary>
    public bool IsPassed(string venue, long executionSequence) => _venues.TryGetValue(venue, out var cursor) && cursor.IsPassed(executionSequence);

    /// <summary>Every fill of the venue up to this execution sequence is booked, but for those passed over; zero before the first.</summary>
    public long CursorOf(string venue) => _venues.TryGetValue(venue, out var cursor) ? cursor.Cursor : 0;

    /// <summary>The newest execution of the venue that is booked, whatever is missing before it; zero before the first.</summary>
    public long NewestOf(string venue) => _venues.TryGetValue(venue, out var cursor) ? cursor.Newest : 0;

    /// <summary>Marks one booked.</summary>
    public void Add(string venue, long executionSequence) => Open(venue).Add(executionSequence);

    /// <summary>Moves the venue's cursor over what was not booked because it is no fill.</summary>
    public void PassTo(string venue, long executionSequence) => Open(venue).PassTo(executionSequence);

    /// <summary>The cursors as a checkpoint keeps them.</summary>
    public AccountState Into(AccountState state) => state with
    {
        FillCursors = _venues.ToImmutableSortedDictionary(static venue => venue.Key, static venue => venue.Value.Cursor, StringComparer.Ordinal),
        FillsAboveCursor = _venues.ToImmutableSortedDictionary(static venue => venue.Key, static venue => venue.Value.Above, StringComparer.Ordinal),
        ExecutionsPassed = _venues.Where(static venue => venue.Value.Passed.Length > 0).ToImmutableSortedDictionary(static venue => venue.Key, static venue => venue.Value.Passed, StringComparer.Ordinal),
    };

    private FillCursor Open(string venue)
    {
        if (!_venues.TryGetValue(venue, out var cursor)) _venues.Add(venue, cursor = new FillCursor(0, [], []));
        return cursor;
    }
}
