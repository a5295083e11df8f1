using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Rehearsal;
using TradingDaemon.Cli.Replay;
using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Cli;

/// <summary><c>rehearse</c>: the simulated market through the whole daemon, and a look at whether it traded as it should.</summary>
internal sealed class RehearseVerb(ICommandActions actions, ConfigurationOptions options, Surroundings surroundings)
{
    private static readonly TimeSpan Usual = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7); // the journal of longer ones outgrows what a temporary directory should hold

    private readonly Option<TimeSpan> _for = new("--for")
    {
        Description = "Market time to trade, up to seven days.", HelpName = "hh:mm:ss", DefaultValueFactory = static _ => Usual, CustomParser = ReadDuration,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Prints one JSON object instead of the tables." };
    private readonly Option<string?> _store = new("--store") { Description = "Keeps the books in this directory instead of a temporary one.", HelpName = "directory" };

    /// <summary>The verb for the command line.</summary>
    public Command Build() => Verb("rehearse", isHidden: false);

    /// <summary>The spelling <c>multi-asset-test</c>.</summary>
    public Command BuildAlias() => Verb("multi-asset-test", isHidden: true);

    private Command Verb(string name, bool isHidden)
    {
        var command = new Command(
            name,
            "Trades the simulated market for an hour of its time, at full speed through the whole daemon, and checks prices, fills of every asset class, books, orders and journal; exit code 1 when a check fails.") { _for, _json, _store };
        command.Hidden = isHidden;
        command.SetAction(InvokeAsync);
        return command;
    }

    private async Task<int> InvokeAsync(ParseResult result, CancellationToken stopping)
    {
        if (options.RequireTrial(result, [.. Presets(result)]) is not { } config) return ExitCode.Misused;
        var store = result.GetValue(_store) is { } directory ? Path.GetFullPath(directory, surroundings.CurrentDirectory) : null;
        var request = new RehearsalRequest(result.GetValue(_for), store);
        var report = await ReplayProgressView.WatchAsync(
            "rehearse", surroundings.Error, surroundings.IsTerminal, surroundings.Clock, progress => actions.RehearseAsync(request, config, progress, stopping));
        if (result.GetValue(_json)) await surroundings.Output.WriteLineAsync(RehearsalJson.Write(report));
        else RehearsalSummary.Write(surroundings.Output, report);
        return report.Passed && !stopping.IsCancellationRequested ? ExitCode.Done : ExitCode.Failed;
    }

    private IEnumerable<KeyValuePair<string, string?>> Presets(ParseResult result)
    {
        yield return new("feed:kind", "simulated");
        yield return new("feed:files", null); // recordings play no part, not even missing ones
        yield return new("storage:directory", result.GetValue(_store) ?? Path.GetTempPath());
    }

    private static TimeSpan ReadDuration(ArgumentResult argument)
    {
        var text = argument.Tokens[^1].Value;
        var isDuration = ValueSyntax.IsWellFormed(typeof(TimeSpan), text);
        if (isDuration && TimeSpan.Parse(text, CultureInfo.InvariantCulture) is var duration && duration > TimeSpan.Zero && duration <= Longest) return duration;
        argument.AddError($"--for {text} is not a duration above 00:00:00 up to 7.00:00:00 (hh:mm:ss).");
        return default;
    }
}
