using TradingDaemon.Operations.Control;

namespace TradingDaemon.Emergency;

/// <summary>One pull of the stop: runs its steps apart from each other, so that whatever one of them throws the others are tried, and keeps what they come to. Thread-safe.</summary>
internal sealed class StopLog(EmergencyPull pull, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly long _pulledAt = clock.GetTimestamp();
    private EmergencyReport _report = new() { Source = pull.Source, Reason = pull.Reason, PulledAt = clock.GetUtcNow() };

    /// <summary>Real time.</summary>
    public TimeProvider Clock => clock;

    /// <summary>What it has come to so far.</summary>
    public EmergencyReport Report
    {
        get
        {
            lock (_gate) return _report;
        }
    }

    /// <summary>Runs a step on a thread of its own and notes what became of it. Never throws.</summary>
    public async Task<bool> RunAsync(string name, Func<Task<StepResult>> step)
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
        }
        catch (Exception failure) // whatever it is, it is told in the report and the other steps go on
        {
            result = new(false, failure.Message);
        }

        Note(name, result);
        return result.IsDone;
    }

    /// <summary>Runs a step that does not wait for anybody.</summary>
    public Task<bool> RunAsync(string name, Func<StepResult> step) => RunAsync(name, () => Task.FromResult(step()));

    /// <summary>Notes a step.</summary>
    public void Note(string name, StepResult result) =>
        Change(report => report with { Steps = report.Steps.Add(new(name, result.IsDone, result.Detail, Math.Round(clock.GetElapsedTime(_pulledAt).TotalMilliseconds, 3))) });

    /// <summary>Notes a closing order, or what has become of it.</summary>
    public void Note(ClosingLine line) => Change(report => report with { Closes = report.Closes.RemoveAll(known => known.ClientOrderId == line.ClientOrderId).Add(line) });

    /// <summary>Notes a plan.</summary>
    public void Note(IEnumerable<ClosingLine> planned) => Change(report => report with { Closes = report.Closes.AddRange(planned) });

    /// <summary>Notes what a venue still holds.</summary>
    public void NoteLeft(string venue, IEnumerable<LeftLine> left) => Change(report => report with { Left = [.. report.Left.Where(line => line.Venue != venue), .. left] });

    /// <summary>Nothing is left to do.</summary>
    public void End() => Change(report => report with { EndedAt = clock.GetUtcNow() });

    private void Change(Func<EmergencyReport, EmergencyReport> change)
    {
        lock (_gate) _report = change(_report);
    }
}
