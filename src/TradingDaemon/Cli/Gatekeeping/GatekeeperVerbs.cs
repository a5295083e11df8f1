using System.CommandLine;
using TradingDaemon.Cli.Context;

namespace TradingDaemon.Cli.Gatekeeping;

/// <summary><c>gatekeeper report</c>: the gatekeeper's scores beside what became of the entries, from the journal.</summary>
internal sealed class GatekeeperVerbs(ICommandActions actions, ConfigurationOptions options, Surroundings surroundings)
{
    private readonly Option<string?> _model = new("--model") { Description = "Only scores of this version of the model.", HelpName = "version" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints one JSON array." };

    /// <summary>The verbs for the command line.</summary>
    public Command Build()
    {
        var report = new Command("report", "Tells of each tenth of the scores how many entries had it, how many trades came of them and how they ended: whether the model is right before it has a veto. From the journal; the daemon may run meanwhile.") { _model, _json };
        report.SetAction(ReportAsync);
        return new Command("gatekeeper", "What the gatekeeper's model says of entries.") { report };
    }

    private async Task<int> ReportAsync(ParseResult result, CancellationToken stopping)
    {
        if (options.Require(result) is not { } config) return ExitCode.Misused;
        var sums = new ScoreSums(config.Instruments, result.GetValue(_model));
        foreach (var recorded in actions.Facts(config))
        {
            stopping.ThrowIfCancellationRequested();
            sums.Take(recorded);
        }

        var lines = sums.Lines();
        if (result.GetValue(_json)) await surroundings.Output.WriteLineAsync(ScorePrint.Json(lines));
        else if (lines.Any(static one => one.Entries > 0)) ScorePrint.Write(surroundings.Output, lines);
        else await surroundings.Output.WriteLineAsync("No entry was scored yet: the gatekeeper was off (gatekeeper:mode).");
        return ExitCode.Done;
    }
}
