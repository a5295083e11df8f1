using System.CommandLine;
using TradingDaemon.Cli.Context;

namespace TradingDaemon.Cli.Gatekeeping;

/// <summary><c>gatekeeper report</c> and <c>gatekeeper export</c>: the gatekeeper's scores beside what became of the entries, from the journal.</summary>
internal sealed class GatekeeperVerbs(ICommandActions actions, ConfigurationOptions options, Surroundings surroundings)
{
    private readonly Option<string?> _model = new("--model") { Description = "Only scores of this version of the model.", HelpName = "version" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints one JSON array." };
    private readonly Option<bool> _lines = new("--json") { Description = "Prints one JSON object a line." };
    private readonly Option<string?> _out = new("--out") { Description = "Writes this file instead, in place of what it holds.", HelpName = "file" };

    /// <summary>The verbs for the command line.</summary>
    public Command Build()
    {
        var report = new Command("report", "Tells of each tenth of the scores how many entries had it, how many trades came of them and how they ended: whether the model is right before it has a veto. From the journal; the daemon may run meanwhile.") { _model, _json };
        report.SetAction(ReportAsync);
        var export = new Command("export", "Prints every scored entry as CSV, oldest first: when, whose, in what, the score, every feature it was or could have been made of, and what became of it. The next model is trained from that. From the journal; the daemon may run meanwhile.") { _model, _lines, _out };
        export.SetAction(ExportAsync);
        return new Command("gatekeeper", "What the gatekeeper's model says of entries.") { report, export };
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

    private async Task<int> ExportAsync(ParseResult result, CancellationToken stopping)
    {
        if (options.Require(result) is not { } config) return ExitCode.Misused;
        if (result.GetValue(_out) is not { } path) return await ExportAsync(config, result, surroundings.Output, stopping);
        try
        {
            await using var file = new StreamWriter(Path.Combine(surroundings.CurrentDirectory, path));
            return await ExportAsync(config, result, file, stopping);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return await surroundings.RefuseAsync($"{path} cannot be written: {fault.Message}", ExitCode.Failed);
        }
    }

    private async Task<int> ExportAsync(Configuration.Sections.DaemonConfig config, ParseResult result, TextWriter output, CancellationToken stopping)
    {
        var (isJson, export, written) = (result.GetValue(_lines), new ScoreExport(config.Instruments, result.GetValue(_model)), 0L);
        if (!isJson) await output.WriteLineAsync(ExportPrint.Header);
        foreach (var recorded in actions.Facts(config))
        {
            stopping.ThrowIfCancellationRequested();
            foreach (var one in export.Take(recorded)) await Line(one);
        }

        foreach (var one in export.Rest) await Line(one);
        await surroundings.Error.WriteLineAsync(written == 0 ? "No entry was scored yet: the gatekeeper was off (gatekeeper:mode)." : $"{written} scored entries; {export.Rest.Count} of them, or their trades, are not over.");
        return ExitCode.Done;

        Task Line(ScoredDecision one)
        {
            written++;
            return output.WriteLineAsync(isJson ? ExportPrint.Json(one) : ExportPrint.Csv(one));
        }
    }
}
