using Spectre.Console;

namespace TradingDaemon.Cli.Replay;

/// <summary>Shows a replay's progress while it runs: a bar in a terminal, else a line every 5 s.</summary>
internal static class ReplayProgressView
{
    /// <summary>Runs the replay under watch.</summary>
    /// <param name="verb">What the lines call it.</param>
    /// <param name="error">Where progress is shown, so that the output stays clean.</param>
    /// <param name="isTerminal">Whether that is a terminal.</param>
    /// <param name="clock">For rates.</param>
    /// <param name="replay">The replay, which is given what to report to.</param>
    /// <param name="unit">What is counted.</param>
    public static async Task<T> WatchAsync<T>(string verb, TextWriter error, bool isTerminal, TimeProvider clock, Func<IReplayProgress, Task<T>> replay, string unit = "rows")
    {
        if (!isTerminal) return await Task.Run(() => replay(new ReplayProgressLines(verb, error, clock, unit)));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return await console.Progress().HideCompleted(false).AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(context => Task.Run(() => replay(new ReplayProgressBar(context.AddTask("reading", maxValue: 1), clock, unit))));
    }
}
