using System.Globalization;

namespace TradingDaemon.Cli.Replay;

/// <summary>Writes one line of progress at most every 5 s: enough for a log, too little to fill it.</summary>
internal sealed class ReplayProgressLines(string verb, TextWriter error, TimeProvider clock, string unit = "rows") : IReplayProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Lock _writing = new();
    private readonly long _startedAt = clock.GetTimestamp();
    private TimeSpan _nextAt = Interval;

    /// <inheritdoc/>
    public void Report(in ReplayProgress progress)
    {
        lock (_writing)
        {
            var elapsed = clock.GetElapsedTime(_startedAt);
            if (elapsed < _nextAt) return;
            _nextAt = elapsed + Interval;
            error.WriteLine(Line(progress, elapsed));
        }
    }

    private string Line(in ReplayProgress progress, TimeSpan elapsed)
    {
        var left = progress.FractionDone > 0 ? string.Create(CultureInfo.InvariantCulture, $", about {elapsed.TotalSeconds * (1 / progress.FractionDone - 1):N0} s left") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{verb}: {progress.FractionDone:P0}, {progress.Rows:N0} {unit}, {progress.Rows / elapsed.TotalSeconds:N0}/s{left}");
    }
}
