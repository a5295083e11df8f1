using System.CommandLine;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Replay;
using TradingDaemon.Configuration.Sections;

namespace TradingDaemon.Cli;

/// <summary><c>replay</c>: recorded data through the whole daemon.</summary>
internal sealed class ReplayVerb(ICommandActions actions, ConfigurationOptions options, Surroundings surroundings)
{
    private readonly Argument<string[]> _files = new("files") { Description = "Recorded .csv.gz or .csv files, merged by time.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _json = new("--json") { Description = "Prints one JSON object instead of the table." };
    private readonly Option<bool> _strict = new("--strict") { Description = "Stops at a malformed row instead of counting it." };
    private readonly Option<string?> _speed = new("--speed") { Description = "Recorded seconds per real second, or max (the default).", HelpName = "factor" };
    private readonly Option<string?> _store = new("--store") { Description = "Keeps the books in this directory instead of a temporary one.", HelpName = "directory" };
    private readonly Option<string?> _currency = new("--currency") { Description = "The account currency.", HelpName = "code" };
    private readonly Option<string[]> _strategies = new("--strategies") { Description = "Runs only these strategies.", HelpName = "name", AllowMultipleArgumentsPerToken = true };

    /// <summary>The verb for the command line.</summary>
    public Command Build()
    {
        var command = new Command("replay", "Replays recorded data through the whole daemon and sums up.") { _files, _json, _strict, _speed, _store, _currency, _strategies };
        command.SetAction(InvokeAsync);
        return command;
    }

    private async Task<int> InvokeAsync(ParseResult result, CancellationToken stopping)
    {
        if (options.RequireTrial(result, [.. Presets(result)]) is not { } config) return ExitCode.Misused;
        if (result.GetValue(_currency) is { } currency) config = Funded(config, currency);
        if (Narrow(config, result.GetValue(_strategies) ?? []) is not { } narrowed) return ExitCode.Misused;

        var store = result.GetValue(_store) is { } directory ? Path.GetFullPath(directory, surroundings.CurrentDirectory) : null;
        var request = new ReplayRequest([.. narrowed.Feed.Files], narrowed.Feed.Strict, narrowed.Feed.SpeedFactor, store);
        var report = await ReplayProgressView.WatchAsync(
            "replay", surroundings.Error, surroundings.IsTerminal, surroundings.Clock, progress => actions.ReplayAsync(request, narrowed, progress, stopping));
        if (result.GetValue(_json)) await surroundings.Output.WriteLineAsync(ReplayJson.Write(report));
        else ReplaySummary.Write(surroundings.Output, "Replay", report);
        TellFaults(report);
        return stopping.IsCancellationRequested || report.EndedEarly ? ExitCode.Failed : ExitCode.Done;
    }

    private void TellFaults(ReplayReport report)
    {
        foreach (var fault in report.Faults) surroundings.Error.WriteLine($"warning: {fault}");
        if (report.Malformed > report.Faults.Length) surroundings.Error.WriteLine(FormattableString.Invariant($"warning: {report.Malformed:N0} rows were skipped, the first of them are named above."));
        if (report.EndedEarly) surroundings.Error.WriteLine("error: A file ended early: what is reported covers its rows up to there, not the whole recording.");
    }

    private IEnumerable<KeyValuePair<string, string?>> Presets(ParseResult result)
    {
        yield return new("feed:kind", "replay");
        yield return new("feed:speed", result.GetValue(_speed) ?? "max");
        if (result.GetValue(_strict)) yield return new("feed:strict", "true");
        yield return new("feed:files", null); // replaces what the files name
        foreach (var (index, file) in (result.GetValue(_files) ?? []).Index()) yield return new($"feed:files:{index}", file);
        yield return new("storage:directory", result.GetValue(_store) ?? Path.GetTempPath());
        if (result.GetValue(_currency) is not { } currency) yield break;
        yield return new("accountCurrency", currency);
    }

    // Money in another currency could not be valued on data that does not quote it, so the account begins in its own.
    private static DaemonConfig Funded(DaemonConfig config, string currency)
    {
        var cash = config.Venue.CashIn(currency)[currency];
        return config with { Venue = config.Venue with { StartingCash = new Dictionary<string, decimal> { [currency] = cash } } };
    }

    private DaemonConfig? Narrow(DaemonConfig config, string[] strategies)
    {
        var names = strategies.SelectMany(static text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToArray();
        if (names.Length == 0) return config;
        var unknown = StrategyChoice.Unknown(config.Tiers, names).ToArray();
        if (unknown.Length == 0) return config with { Tiers = StrategyChoice.Only(config.Tiers, names) };
        surroundings.Error.WriteLine($"error: No tier has a strategy {string.Join(", ", unknown)}; there are {string.Join(", ", config.Tiers.All.SelectMany(static tier => tier.Strategies).Select(static spec => spec.Id.Text).Distinct().Order(StringComparer.Ordinal))}.");
        return null;
    }
}
