using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Reloading;
using TradingDaemon.Configuration;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Journalling;
using TradingDaemon.Operations.Reloading;
using Command = System.CommandLine.Command;

namespace TradingDaemon.Cli;

/// <summary><c>config reload</c> and <c>config diff</c> of a running daemon, and <c>config history</c>, which needs none.</summary>
internal sealed class ReloadVerbs(ICommandActions actions, ConfigurationOptions options, Surroundings surroundings, Option<bool> json)
{
    private const int First = 1; // the version that names every key; --json has them

    private readonly Option<string?> _url = new("--url") { Description = "Where the daemon listens; as configured by default.", HelpName = "address" };
    private readonly Option<bool> _acceptLooser = new("--accept-looser") { Description = "Takes over what lets more through, too." };
    private readonly Option<string?> _by = new("--by") { Description = "Who asks, for the audit; your user name by default.", HelpName = "text" };

    /// <summary>The verbs for <c>config</c>.</summary>
    public IEnumerable<Command> Build()
    {
        var reload = new Command("reload", "Has a running daemon read its files again: taken over whole, or not at all; exit code 1 when not.") { _acceptLooser, _by, _url };
        reload.SetAction((result, stopping) => AskAsync(result, new(result.GetValue(_acceptLooser), By: result.GetValue(_by) ?? surroundings.User), stopping));
        var diff = new Command("diff", "Shows what a reload would change in a running daemon, and why it would be refused; exit code 1 when it would.") { _acceptLooser, _url };
        diff.SetAction((result, stopping) => AskAsync(result, new(result.GetValue(_acceptLooser), DryRun: true), stopping));
        var history = new Command("history", "Lists every configuration decisions were made under, from the journal: who, when, what before and after.");
        history.SetAction(HistoryAsync);
        return [reload, diff, history];
    }

    private async Task<int> AskAsync(ParseResult result, ReloadRequest request, CancellationToken stopping)
    {
        var report = options.Peek(result);
        var address = result.GetValue(_url) ?? ListeningAddress.ToAsk(report.InForce);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return await surroundings.RefuseAsync($"\"{address}\" is not an address such as http://127.0.0.1:8080.", ExitCode.Misused);
        var answer = await new ReloadCall(uri, report.ValueOf("operations:apiKey")).AskAsync(request, stopping);
        if (result.GetValue(json)) await surroundings.Output.WriteLineAsync(JsonSerializer.Serialize(answer, ReloadJson.Default.ReloadAnswer));
        else await PrintAsync(answer);
        return answer.IsDone ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task PrintAsync(ReloadAnswer answer)
    {
        foreach (var line in answer.Changes)
            await surroundings.Output.WriteLineAsync($"{(line.NeedsRestart ? "restart" : "reload ")}  {ChangeText.Of(new ConfigurationChange(line.Key, line.Before, line.After, line.Effect))}");
        foreach (var fault in answer.Faults) await surroundings.Error.WriteLineAsync(fault);
        if (answer.IsDone) await surroundings.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{answer.Message} Version {answer.Version}, {answer.Hash}."));
        else await surroundings.Error.WriteLineAsync($"error: {answer.Message}");
    }

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
