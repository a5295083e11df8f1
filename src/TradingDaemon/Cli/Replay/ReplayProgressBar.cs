using System.Globalization;
using Spectre.Console;

namespace TradingDaemon.Cli.Replay;

/// <summary>Moves a progress bar; its description says rows and rows per second.</summary>
internal sealed class ReplayProgressBar(ProgressTask bar, TimeProvider clock, string unit = "rows") : IReplayProgress
{
    private readonly long _startedAt = clock.GetTimestamp();

    /// <inheritdoc/>
    public void Report(in ReplayProgress progress)
    {
        bar.Value = Math.Clamp(progress.FractionDone, 0, 1);
        var seconds = Math.Max(clock.GetElapsedTime(_startedAt).TotalSeconds, 0.001);
        bar.Description = string.Create(CultureInfo.InvariantCulture, $"{progress.Rows:N0} {unit}, {progress.Rows / seconds:N0}/s");
    }
}
