namespace TradingDaemon.Venues.Live;

/// <summary>
/// Numbers for executions of a venue that has none: each id gets the next one when it is first seen, by stream or by poll, and keeps it. Numbers go on
/// after those the store has booked. The time an execution was made, minus an overlap, is where to ask on after it. An id that was let go is too old to be
/// asked for, so it never gets a second number: that would book it twice. Thread-safe.
/// </summary>
internal sealed class ExecutionNumbers
{
    /// <summary>So many are known by their ids, weeks of a busy account; the oldest are let go.</summary>
    public const int KnownMax = 50_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _known = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, BookedExecution> _byNumber = [];
    private readonly TimeSpan _overlap;
    private DateTimeOffset _begin;

    /// <summary>Numbers that go on after what is booked.</summary>
    /// <param name="booked">The newest booked executions, in any order.</param>
    /// <param name="begin">From when on (UTC) that is all of them: nothing older is ever asked for.</param>
    /// <param name="overlap">How much later than others the venue may show an execution.</param>
    public ExecutionNumbers(IEnumerable<BookedExecution> booked, DateTimeOffset begin, TimeSpan overlap)
    {
        (_begin, _overlap) = (begin, overlap);
        foreach (var one in booked.OrderBy(static one => one.Number)) Keep(one);
    }

    /// <summary>The newest number given; zero before the first.</summary>
    public long Last { get; private set; }

    /// <summary>The number of an execution: the one it has, or the next.</summary>
    /// <param name="executionId">The venue's id, unique on the account.</param>
    /// <param name="at">When the venue made it (UTC).</param>
    public long NumberOf(string executionId, DateTimeOffset at)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(executionId, out var known)) return known;
            Keep(new BookedExecution(executionId, Last + 1, at));
            return Last;
        }
    }

    /// <summary>From when (UTC) to ask for executions after a cursor. What the venue tells from before is not to be taken: it may be let go.</summary>
    public DateTimeOffset Since(long cursor)
    {
        lock (_gate)
        {
            DateTimeOffset? newest = null;
            foreach (var (number, one) in _byNumber)
                if (number <= cursor && (newest is null || one.At > newest)) newest = one.At;
            return newest is { } at && at - _overlap > _begin ? at - _overlap : _begin;
        }
    }

    /// <summary>How many have a number above a cursor.</summary>
    public int CountAbove(long cursor)
    {
        lock (_gate) return _byNumber.Keys.Count(number => number > cursor);
    }

    private void Keep(BookedExecution one)
    {
        if (_byNumber.Count >= KnownMax) Forget(_byNumber.First().Value);
        (_known[one.ExecutionId], _byNumber[one.Number], Last) = (one.Number, one, Math.Max(Last, one.Number));
    }

    private void Forget(BookedExecution one)
    {
        _known.Remove(one.ExecutionId);
        _byNumber.Remove(one.Number);
        if (one.At >= _begin) _begin = one.At.AddTicks(1);
    }
}
