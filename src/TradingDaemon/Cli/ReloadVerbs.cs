using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Reloading;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Checks;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Journalling;
using TradingDaemon.Operations.Reloading;
using Command = System.CommandLine.Command;

namespace TradingDaemon.Cli;

/// <summary><c>config reload</c>, <c>config diff</c> and <c>config rollback</c> of a running daemon, and <c>config history</c>, which needs none.</summary>
internal sealed class ReloadVerbs(ICommandActions actions, ConfigurationOptions options, Surroundings surroundings, Option<bool> json)
{
    private const int First = 1; // the version that names every key; --json has them

    private readonly Option<string?> _url = new("--url") { Description = "Where the daemon listens; as configured by default.", HelpName = "address" };
    private readonly Option<bool> _acceptLooser = new("--accept-looser") { Description = "Takes over what lets more through, too." };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Says what it would change, and changes nothing." };
    private readonly Argument<long> _version = new("version") { Description = "Which, as `config history` numbers them." };
    private readonly Option<string?> _by = new("--by") { Description = "Who asks, for the audit; your user name by default.", HelpName = "text" };

    /// <summary>The verbs for <c>config</c>.</summary>
    public IEnumerable<Command> Build()
    {
        var reload = new Command("reload", "Has a running daemon read its files again: taken over whole, or not at all; exit code 1 when not.") { _acceptLooser, _by, _url };
        reload.SetAction((result, stopping) => AskAsync(result, call => call.AskAsync(new ReloadRequest(result.GetValue(_acceptLooser), By: result.GetValue(_by) ?? surroundings.User), stopping)));
        var diff = new Command("diff", "Shows what a reload would change in a running daemon, and why it would be refused; exit code 1 when it would.") { _acceptLooser, _url };
        diff.SetAction((result, stopping) => AskAsync(result, call => call.AskAsync(new ReloadRequest(result.GetValue(_acceptLooser), DryRun: true), stopping)));
        var rollback = new Command("rollback", "Has a running daemon go back to what it decided by under an earlier version, in spite of the files; exit code 1 when it was refused.") { _version, _acceptLooser, _dryRun, _by, _url };
        rollback.SetAction((result, stopping) => AskAsync(result, call => call.AskAsync(new RollbackRequest(result.GetValue(_version), result.GetValue(_acceptLooser), result.GetValue(_dryRun), result.GetValue(_by) ?? surroundings.User), stopping)));
        var history = new Command("history", "Lists every configuration decisions were made under, from the journal: who, when, what before and after.");
        history.SetAction(HistoryAsync);
        return [reload, diff, rollback, history];
    }

    private async Task<int> AskAsync(ParseResult result, Func<ReloadCall, Task<ReloadAnswer>> ask)
    {
        var report = options.Peek(result);
        if (!ListeningAddress.TryFind(result.GetValue(_url), report.InForce, out var uri, out var wrong)) return await surroundings.RefuseAsync(wrong, ExitCode.Misused);
        var answer = await ask(new ReloadCall(uri, report.ValueOf("operations:apiKey")));
        if (result.GetValue(json)) await surroundings.Output.WriteLineAsync(JsonSerializer.Serialize(answer, ReloadJson.Default.ReloadAnswer));
        else await PrintAsync(answer, report);
        return answer.IsDone ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task PrintAsync(ReloadAnswer answer, ConfigurationReport report)
    {
        foreach (var line in answer.Changes)
            await surroundings.Output.WriteLineAsync($"{(line.NeedsRestart ? "restart" : "reload ")}  {ChangeText.Of(new ConfigurationChange(line.Key, line.Before, line.After, line.Effect))}");
        foreach (var line in answer.Overruled)
            await surroundings.Output.WriteLineAsync($"files    {line.Key} {line.FilesSay ?? "(none)"}{Origin(report, line.Key)}, rolled back to {line.InForce ?? "(none)"}");
        if (answer.Overruled.Length > 0) await surroundings.Output.WriteLineAsync("A rollback is in force in spite of these files, also after a restart. Write into them what it says; once they say something else of one of these keys, they are the truth again.");
        foreach (var fault in answer.Faults) await surroundings.Error.WriteLineAsync(fault);
        if (answer.IsDone) await surroundings.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{answer.Message} Version {answer.Version}, {answer.Hash}."));
        else await surroundings.Error.WriteLineAsync($"error: {answer.Message}");
    }

    // As this machine's files have it; an array is where its first item is.
    private static string Origin(ConfigurationReport report, string key) =>
        report.InForce.FirstOrDefault(one => one.Path == key || one.Path == key + ":0") is { Origin: not KeyInForce.ByDefault } found ? $" ({found.Origin})" : "";

    private async Task<int> HistoryAsync(ParseResult result, CancellationToken stopping)
    {
        var report = options.Peek(result);
        if (report.Config is not { } config) return await surroundings.RefuseAsync("The configuration has faults, so where the journal lies is not known; \"config check\" tells them.", ExitCode.Misused);
        HistoryLine[] lines = [.. actions.ConfigurationsOf(config).Select(HistoryLine.Of).OfType<HistoryLine>()];
        if (result.GetValue(json))
        {
            await surroundings.Output.WriteLineAsync(JsonSerializer.Serialize(lines, HistoryJson.Default.HistoryLineArray));
            return ExitCode.Done;
        }

        if (lines.Length == 0) await surroundings.Output.WriteLineAsync("The journal tells of no configuration yet.");
        foreach (var line in lines)
        {
            await surroundings.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{line.Version}  {line.At:u}  {line.Hash}  from fact {line.Sequence} on, by {$"{line.Source} {line.By}".TrimEnd()}, {Counted.Of(line.Changes.Length, "key")}"));
            foreach (var change in line.Version == First ? [] : line.Changes) await surroundings.Output.WriteLineAsync($"    {ChangeText.Of(change)}");
        }

        return ExitCode.Done;
    }
}
