using System.CommandLine;
using TradingDaemon.Cli.Doctor;
using TradingDaemon.Cli.Venues;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Cli;

/// <summary><c>venue check</c> and <c>venue instruments</c>: ask a venue, and order nothing.</summary>
internal sealed class VenueAskVerbs
{
    private const string CheckDescription =
        "Asks a venue what must be so before anything is traded there: address, instruments, key and its rights, clock, account, limits. Orders nothing. Exit code 1 when anything fails. " +
        "E.g. venue check kraken; venue check alpaca --world paper; venue check binance --url http://127.0.0.1:9090.";

    private readonly Surroundings _surroundings;
    private readonly VenueTargets _targets;
    private readonly Option<bool> _json = new("--json") { Description = "Prints one JSON object." };
    private readonly Option<string?> _find = new("--find") { Description = "Only those whose name holds this, e.g. BTC/.", HelpName = "text" };

    public VenueAskVerbs(ConfigurationOptions options, Surroundings surroundings) => (_surroundings, _targets) = (surroundings, new VenueTargets(options.Peek, surroundings.VenueKeys));

    /// <summary>Both verbs.</summary>
    public IEnumerable<Command> Build()
    {
        var check = _targets.AddTo(new Command("check", CheckDescription) { _json });
        check.SetAction(CheckAsync);
        yield return check;
        var instruments = _targets.AddTo(new Command("instruments", "Lists what a venue trades, with tick, lot and minimums, as it says now. E.g. venue instruments kraken --find BTC/.") { _json, _find });
        instruments.SetAction(InstrumentsAsync);
        yield return instruments;
    }

    private async Task<int> CheckAsync(ParseResult result, CancellationToken stopping)
    {
        if (_targets.Find(result, out var refusal) is not { } target) return await _surroundings.RefuseAsync(refusal, ExitCode.Misused);
        var (isJson, findings) = (result.GetValue(_json), new List<DoctorFinding>());
        await foreach (var finding in new VenueCheck(target, _surroundings.Clock).RunAsync(stopping))
        {
            findings.Add(finding);
            if (!isJson) FindingList.Write(_surroundings.Output, [finding], asJson: false);
        }

        if (isJson) FindingList.Write(_surroundings.Output, findings, asJson: true);
        return findings.All(static finding => finding.Passed) ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task<int> InstrumentsAsync(ParseResult result, CancellationToken stopping)
    {
        if (_targets.Find(result, out var refusal) is not { } target) return await _surroundings.RefuseAsync(refusal, ExitCode.Misused);
        using var market = target.Entry.MakeMarket(new FeedSetup { Hosts = target.Hosts, Instruments = [], Clock = _surroundings.Clock, Credentials = target.Credentials });
        if (market is null) return await _surroundings.RefuseAsync($"{target.Name} has no list of instruments", ExitCode.Failed);
        try
        {
            var part = result.GetValue(_find);
            TradingRule[] rules = [.. (await market.RulesAsync(stopping)).Where(rule => part is null || rule.Symbol.Text.Contains(part, StringComparison.OrdinalIgnoreCase)).OrderBy(static rule => rule.Symbol.Text, StringComparer.Ordinal)];
            if (result.GetValue(_json)) await _surroundings.Output.WriteLineAsync(RuleTable.Json(rules));
            else RuleTable.Write(_surroundings.Output, rules);
            return ExitCode.Done;
        }
        catch (VenueException refused)
        {
            return await _surroundings.RefuseAsync($"{target.Name} ({target.Hosts.Rest.Authority}) told no instruments: {refused.Fault.Code}: {refused.Fault.Message}", ExitCode.Failed);
        }
    }
}
