using TradingDaemon.Operations.Control;

namespace TradingDaemon.Emergency.Telling;

/// <summary>One act of the stop: runs its steps apart from each other, so that whatever one of them throws the others are tried, and keeps what they come to. Thread-safe.</summary>
internal sealed class StopLog(EmergencyAct act, string source, string reason, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly long _askedAt = clock.GetTimestamp();
    private EmergencyReport _report = new() { Act = act, Source = source, Reason = reason, AskedAt = clock.GetUtcNow() };

    /// <summary>What it has come to so far.</summary>
    public EmergencyReport Report
    {
        get
        {
            lock (_gate) return _report;
        }
    }

    /// <summary>Runs a step on a thread of its own and notes what became of it; tells <paramref name="failed"/> of what it threw. Never throws.</summary>
    public async Task<bool> RunAsync(string name, Func<Task<StepResult>> step, Action<string>? failed = null)
    {
        StepResult result;
        try
        {
            // A thread of its own: a step that blocks, or a thread pool that is exhausted, holds nobody else up.
            result = await Task.Factory.StartNew(step, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        }
        catch (OperationCanceledException)
        {
            result = new(false, "Interrupted by the end of the process or by a resume; asked for again, it goes on from what the venue holds.");
            failed?.Invoke("interrupted");
        }
        catch (Exception failure) // whatever it is, it is told in the report and the other steps go on
        {
            result = new(false, failure.Message);
            failed?.Invoke(failure.Message);
        }

        Note(name, result);
        return result.IsDone;
    }

    /// <summary>Runs a step that does not wait for anybody.</summary>
    public Task<bool> RunAsync(string name, Func<StepResult> step) => RunAsync(name, () => Task.FromResult(step()));

    /// <summary>Notes a step.</summary>
    public void Note(string name, StepResult result) =>
        Change(report => report with { Steps = report.Steps.Add(new(name, result.IsDone, result.Detail, Math.Round(clock.GetElapsedTime(_askedAt).TotalMilliseconds, 3))) });

    /// <summary>Notes a closing order, or what has become of it.</summary>
    public void Note(ClosingLine line) => Change(report => report with { Closes = report.Closes.RemoveAll(known => known.ClientOrderId == line.ClientOrderId).Add(line) });

    /// <summary>Notes a plan.</summary>
    public void Note(IEnumerable<ClosingLine> planned) => Change(report => report with { Closes = report.Closes.AddRange(planned) });

    /// <summary>Notes what still works at a venue.</summary>
    public void NoteOrders(string venue, IEnumerable<OrderLeft> left) => Change(report => report with { OrdersLeft = [.. report.OrdersLeft.Where(line => line.Venue != venue), .. left] });

    /// <summary>Notes what a venue still holds.</summary>
    public void NotePositions(string venue, IEnumerable<PositionLeft> left) => Change(report => report with { PositionsLeft = [.. report.PositionsLeft.Where(line => line.Venue != venue), .. left] });

    /// <summary>Notes what nobody answered, in one sentence.</summary>
    public void NoteUnanswered(string what) => Change(report => report with { Unanswered = report.Unanswered.Add(what) });

    /// <summary>Notes what keeps entries from leaving all the same.</summary>
    public void NoteBlocks(IEnumerable<string> blocks) => Change(report => report with { BlocksLeft = [.. blocks] });

    /// <summary>Nothing is left to do.</summary>
    public void End() => Change(report => report with { EndedAt = clock.GetUtcNow() });

    private void Change(Func<EmergencyReport, EmergencyReport> change)
    {
        lock (_gate) _report = change(_report);
    }
}
