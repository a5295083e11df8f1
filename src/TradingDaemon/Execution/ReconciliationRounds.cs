using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Execution.Tracking;

namespace TradingDaemon.Execution;

/// <summary>
/// What a venue's own records say, whatever its stream does: fills every few seconds, silent orders asked after, and everything
/// compared now and then. One loop, so that two comparisons never overtake each other.
/// </summary>
internal sealed class ReconciliationRounds(
    IVenue venue, SessionEvents events, SentOrders sent, FillsReading fills, SilentOrders silent,
    Func<CancellationToken, ValueTask<VenueBooks>> readBooks, ComparisonWatch watch, SessionLimits limits, SessionTools tools)
{
    private static readonly TimeSpan ToldWithin = TimeSpan.FromSeconds(52); // what differs, with all that is asked and the engine's part, within a minute
    private static readonly TimeSpan AgeMargin = TimeSpan.FromMilliseconds(100); // asked for a microsecond too early it would be told a whole pause later
    private readonly WakingWait _wait = new(tools.Clocks.Real);
    private readonly Backoff _failures = new(limits.RetryFirst, limits.RetryMax, tools.Jitter);
    private readonly Backoff _repeats = new(limits.StatementFirst, limits.StatementInterval, tools.Jitter);
    private readonly StatementRequest _statement = new(venue, tools.Clocks.Market);
    private readonly TwinOrders _twins = new(venue.Id, tools);
    private volatile bool _isWanted; // a comparison, as soon as possible
    private long? _fillsReadAt;
    private long _comparedAt = tools.Clocks.Real.GetTimestamp();
    private TimeSpan _nextAfter = limits.StatementInterval;
    private int _inconclusive; // in a row
    private long? _hinderedAt; // the first of that row

    /// <summary>Asks for a comparison as soon as possible, e.g. because the stream has opened.</summary>
    public void CompareSoon()
    {
        _isWanted = true;
        _wait.Wake();
    }

    /// <summary>Goes round until stopped. A venue that does not answer is left alone for longer and longer.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var pause = limits.FillsInterval;
        for (var failed = 0; ;)
        {
            await _wait.WaitAsync(pause, stopping);
            try
            {
                await RoundAsync(stopping);
                failed = 0;
                pause = Shorter(limits.FillsInterval, _nextAfter - tools.Clocks.Real.GetElapsedTime(_comparedAt));
            }
            catch (VenueException unanswered)
            {
                pause = _failures.After(++failed, unanswered.Fault);
                watch.Hindered(unanswered.Fault.ToString());
                tools.Logger.RoundFailed(venue.Id, failed, pause.TotalSeconds, unanswered.Fault.ToString());
            }
        }
    }

    private async Task RoundAsync(CancellationToken stopping)
    {
        var begun = sent.Begun;
        var books = await readBooks(stopping);
        sent.Keep(books, begun);
        if (books.IsReconcilePending && _inconclusive == 0 && !_isWanted) Repeat(); // e.g. since the stream was lost, or found so at the start
        await ReadFillsAsync(books.FillCursor, stopping); // first: a comparison that fails again and again must not keep fills from the books
        if (_isWanted || tools.Clocks.Real.GetElapsedTime(_comparedAt) >= _nextAfter) await CompareAsync(books, stopping);
        else if (await silent.AskAsync(books.Open, stopping)) _isWanted = true; // the venue does not show an order it had
    }

    // Where asking is dear, not in every round: the stream tells, a comparison and a look-up ask in any case.
    private async Task ReadFillsAsync(long cursor, CancellationToken stopping)
    {
        if (_fillsReadAt is { } at && tools.Clocks.Real.GetElapsedTime(at) < venue.Traits.FillsAskedEvery) return;
        await fills.ReadAsync(cursor, stopping);
        _fillsReadAt = tools.Clocks.Real.GetTimestamp();
    }

    private async Task CompareAsync(VenueBooks books, CancellationToken stopping)
    {
        _isWanted = false;
        try
        {
            var opening = events.Opening; // before anything is asked
            var statement = await _statement.AskAsync(books.FillCursor, books.Open, sent.SinceLeft, stopping) with { Opening = opening };
            var newestFill = (await readBooks(stopping)).NewestFill;
            await events.WriteAsync(new VenueEvent.Stated(statement, tools.Clocks.Market.GetUtcNow()), stopping);
            _twins.Look(statement.OpenOrders);
            Conclude(Hindrance(statement, newestFill) ?? (await readBooks(stopping)).PendingReason);
            _comparedAt = tools.Clocks.Real.GetTimestamp();
        }
        catch (VenueException)
        {
            _isWanted = true;
            throw;
        }
    }

    // Why a statement says nothing of cash and holdings, or not of every order; null when it says it all.
    private static string? Hindrance(VenueStatement statement, long newestFill) =>
        statement.Holdings is null ? "Fills kept coming while its holdings were asked for."
        : newestFill > statement.LastExecutionSequence ? "Its holdings were older than the newest fill that is booked."
        : statement.Unresolved.Count > 0 ? $"What became of {statement.Unresolved.Count} orders is not proven yet."
        : null;

    private void Conclude(string? hindrance)
    {
        if (hindrance is not null)
        {
            watch.Hindered(hindrance);
            Repeat();
            return;
        }

        (_inconclusive, _hinderedAt, _nextAfter) = (0, null, Shorter(limits.StatementInterval, ToldWithin - Changing));
        watch.Agreed();
    }

    // At the latest when what differs is old enough to be told, standing or changing.
    private void Repeat()
    {
        _nextAfter = _repeats.After(++_inconclusive);
        var passed = tools.Clocks.Real.GetElapsedTime(_hinderedAt ??= tools.Clocks.Real.GetTimestamp());
        foreach (var due in new[] { Standing, Changing })
            if (passed <= due) _nextAfter = Shorter(_nextAfter, due + AgeMargin - passed);
    }

    private TimeSpan Standing => venue.Traits.ListsLagMax;

    private TimeSpan Changing => VenueStatement.ChangingFactor * venue.Traits.ListsLagMax;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => other < one ? (other > TimeSpan.Zero ? other : TimeSpan.Zero) : one;
}
