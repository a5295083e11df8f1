using System.Threading.Channels;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Live.Told;

/// <summary>
/// Executions of a venue that tells them in pages, the newest first, and how many there are in all. The newest page is enough where the count says that
/// nothing older is missing. What was read is kept: a question that ran out of time was not in vain, and the next one goes on where it stopped, because
/// what is executed meanwhile only moves the pages on. So many pages end, however few a question has time for. Thread-safe.
/// </summary>
internal sealed class CountedFills
{
    // Beyond so many, what the newest question did not want is let go.
    private const int KeptMax = 2_000;

    private readonly Channel<bool> _turn = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { AllowSynchronousContinuations = true }); // one reads at a time: who waits finds read what it wanted
    private readonly Func<DateTimeOffset, long, bool, CancellationToken, ValueTask<(IReadOnlyList<ToldFill> Page, long Total)>> _ask;
    private readonly Dictionary<string, ToldFill> _kept = new(StringComparer.Ordinal);
    private long _next; // the offset to read on from; zero: nothing is unfinished
    private long _totalAtFirst;
    private (DateTimeOffset Since, long Total, int Kept)? _end; // a count may be of something else than the rows: then it is judged by what came on since all were read

    /// <summary>Nothing is read yet.</summary>
    /// <param name="ask">Asks for the page at an offset of what was executed since a time (UTC), and whether that is a further request of the same question. Throws <see cref="VenueException"/> when there is no answer.</param>
    public CountedFills(Func<DateTimeOffset, long, bool, CancellationToken, ValueTask<(IReadOnlyList<ToldFill> Page, long Total)>> ask)
    {
        _ask = ask;
        _turn.Writer.TryWrite(true);
    }

    /// <summary>All that was executed at or after a time, as of this moment at least. Throws <see cref="VenueException"/> when there is no answer.</summary>
    /// <param name="since">UTC; of whole seconds, so that it is clear what the venue counts.</param>
    /// <param name="stopping">Gives up; what was read stays.</param>
    public async ValueTask<IReadOnlyList<ToldFill>> SinceAsync(DateTimeOffset since, CancellationToken stopping)
    {
        var turn = await _turn.Reader.ReadAsync(stopping);
        try
        {
            var isFurther = false;
            for (; _next > 0; isFurther = true) await ReadAsync(since, isFurther, stopping); // where an earlier question stopped
            do
            {
                await ReadAsync(since, isFurther, stopping);
                isFurther = true;
            }
            while (_next > 0);
            return [.. _kept.Values.Where(fill => IsSince(fill, since))];
        }
        finally
        {
            _turn.Writer.TryWrite(turn);
        }
    }

    private async ValueTask ReadAsync(DateTimeOffset since, bool isFurther, CancellationToken stopping)
    {
        var offset = _next;
        var (page, total) = await _ask(since, offset, isFurther, stopping);
        if (offset == 0) _totalAtFirst = total;
        foreach (var fill in page) _kept[fill.ExecutionId] = fill;
        if (_kept.Count > KeptMax)
            foreach (var old in _kept.Values.Where(fill => !IsSince(fill, since)).ToArray()) _kept.Remove(old.ExecutionId);
        var kept = _kept.Values.Count(fill => IsSince(fill, since));
        var isLast = page.Count == 0 || offset + page.Count >= total;
        _next = isLast || kept == total || (_end is { } end && end.Since == since && total - end.Total == kept - end.Kept) ? 0 : offset + page.Count;
        if (isLast) _end = total == _totalAtFirst ? (since, total, kept) : null;
    }

    private static bool IsSince(ToldFill fill, DateTimeOffset since) => fill.At is not { } at || at >= since;
}
