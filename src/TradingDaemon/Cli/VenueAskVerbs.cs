using System.CommandLine;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Doctor;
using TradingDaemon.Cli.Venues;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Cli;

/// <summary><c>venue check</c>, <c>venue instruments</c> and <c>venue candles</c>: ask a venue, and order nothing.</summary>
internal sealed class VenueAskVerbs
{
    private const string CheckDescription =
        "Asks a venue what must be so before anything is traded there: address, instruments, key and its rights, clock, account, limits. Orders nothing. Exit code 1 when anything fails. " +
        "E.g. venue check kraken; venue check alpaca --world paper; venue check binance --url http://127.0.0.1:9090.";

    private const string CandlesDescription =
        "Prints a venue's finished candles, oldest first, as the CSV file that replay reads: venue candles kraken BTC/USD --interval 00:01:00 --from 2026-01-01 > bars.csv. " +
        "Venues keep some reaches only; what they no longer have is not told.";

    private readonly Surroundings _surroundings;
    private readonly VenueTargets _targets;
    private readonly Option<bool> _json = new("--json") { Description = "Prints one JSON object." };
    private readonly Option<string?> _find = new("--find") { Description = "Only those whose name holds this, e.g. BTC/.", HelpName = "text" };

    private readonly Argument<string> _symbol = new("symbol") { Description = "Canonical, e.g. BTC/USD or AAPL." };
    private readonly Option<TimeSpan> _interval = new("--interval") { Description = "Length of a candle; a minute by default.", HelpName = "hh:mm:ss", DefaultValueFactory = static _ => TimeSpan.FromMinutes(1) };
    private readonly Option<DateTimeOffset?> _from = new("--from") { Description = "The first may start here (UTC), e.g. 2026-01-01 or 2026-01-01T09:30:00Z.", HelpName = "time", Required = true, CustomParser = Moments.OfOption };
    private readonly Option<DateTimeOffset?> _until = new("--until") { Description = "None ends later (UTC); now by default.", HelpName = "time", CustomParser = Moments.OfOption };

    public VenueAskVerbs(ConfigurationOptions options, Surroundings surroundings) => (_surroundings, _targets) = (surroundings, new VenueTargets(options.Peek, surroundings.VenueKeys));

    /// <summary>All of them.</summary>
    public IEnumerable<Command> Build()
    {
        var check = _targets.AddTo(new Command("check", CheckDescription) { _json });
        check.SetAction(CheckAsync);
        yield return check;
        var instruments = _targets.AddTo(new Command("instruments", "Lists what a venue trades, with tick, lot and minimums, as it says now. E.g. venue instruments kraken --find BTC/.") { _json, _find });
        instruments.SetAction(InstrumentsAsync);
        yield return instruments;
        var candles = _targets.AddTo(new Command("candles", CandlesDescription) { _interval, _from, _until });
        candles.Add(_symbol); // after the venue
        candles.SetAction(CandlesAsync);
        yield return candles;
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
        if (target.WhyBlind is { } blind) return await _surroundings.RefuseAsync(blind, ExitCode.Failed);
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

    private async Task<int> CandlesAsync(ParseResult result, CancellationToken stopping)
    {
        if (_targets.Find(result, out var refusal) is not { } target) return await _surroundings.RefuseAsync(refusal, ExitCode.Misused);
        var (text, from, until) = (result.GetValue(_symbol)!, result.GetValue(_from)!.Value, result.GetValue(_until) ?? _surroundings.Clock.GetUtcNow());
        var file = new CandleFile(target, _surroundings.Output, _surroundings.Error, _surroundings.Clock);
        if (file.InstrumentOf(text) is not { } instrument) return await _surroundings.RefuseAsync($"{text} is no symbol; one is e.g. BTC/USD, AAPL or AAPL250117C00150000", ExitCode.Misused);
        if (from >= until) return await _surroundings.RefuseAsync("--from is not before --until", ExitCode.Misused);
        using var market = target.Entry.MakeMarket(new FeedSetup { Hosts = target.Hosts, Instruments = [instrument], Clock = _surroundings.Clock, Credentials = target.Credentials });
        if (market is null) return await _surroundings.RefuseAsync($"{target.Name} has no candles", ExitCode.Failed);
        try
        {
            return await file.WriteAsync(market, instrument, result.GetValue(_interval), from, until, stopping) > 0
                ? ExitCode.Done
                : await _surroundings.RefuseAsync($"{target.Name} has no candle of {text} from {from:u} to {until:u}", ExitCode.Failed);
        }
        catch (ArgumentOutOfRangeException unknown) when (unknown.ParamName == "interval")
        {
            return await _surroundings.RefuseAsync(unknown.Message.Split(" (Parameter")[0], ExitCode.Misused);
        }
        catch (VenueException refused)
        {
            return await _surroundings.RefuseAsync($"{target.Name} ({target.Hosts.Rest.Authority}) told no further candles: {refused.Fault.Code}: {refused.Fault.Message}", ExitCode.Failed);
        }
    }
}
