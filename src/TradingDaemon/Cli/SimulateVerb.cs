using System.CommandLine;
using System.Globalization;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Replay;
using TradingDaemon.Cli.Simulate;
using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Cli;

/// <summary><c>simulate</c>: the whole daemon in worlds that lie, lose, kill and cut the power, compared with the exchange's own ledger.</summary>
internal sealed class SimulateVerb(ICommandActions actions, Surroundings surroundings)
{
    private readonly Option<int> _seeds = Positive("--seeds", "How many seeds to run.", 100);
    private readonly Option<int> _from = new("--from") { Description = "The first seed.", HelpName = "seed", DefaultValueFactory = static _ => 1 };
    private readonly Option<int?> _seed = new("--seed") { Description = "Runs this one seed.", HelpName = "seed" };
    private readonly Option<int> _ticks = Positive("--ticks", "Market events of each run before the faults stop.", 300);
    private readonly Option<string> _faults = new("--faults") { Description = "What may go wrong: kill, power, disk, requests, reports, market, operators, strangers, clock, lists; all or none.", HelpName = "names", DefaultValueFactory = static _ => "all" };
    private readonly Option<int> _workers = Positive("--workers", "Runs at the same time; by default one for each core.", Environment.ProcessorCount);
    private readonly Option<string?> _crash = new("--crash") { Description = "Dies at this fault point instead of by chance, and perhaps again so many points later, e.g. kill@120 or power@120+7.", HelpName = "where" };
    private readonly Option<bool> _everyPoint = new("--every-point") { Description = "Dies at every fault point of the seed in turn, by kill and by power loss, and again while recovering." };
    private readonly Option<string?> _soak = new("--soak") { Description = "One long run of so much virtual time, e.g. 24h: does memory stay flat?", HelpName = "duration" };
    private readonly Option<int> _rate = Positive("--rate", "Market events a virtual second in the long run.", 10_000);
    private readonly Option<string> _realMax = new("--real-max") { Description = "Real time after which the long run ends wherever it is.", HelpName = "duration", DefaultValueFactory = static _ => "10m" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints one JSON object instead of the tables." };

    /// <summary>The verb for the command line.</summary>
    public Command Build()
    {
        var command = new Command(
            "simulate",
            "Runs the whole daemon in simulated worlds, a seed each, in which everything goes wrong that can; exit code 1 when a promise broke, with the command that shows it again.")
        {
            _seeds, _from, _seed, _ticks, _faults, _workers, _crash, _everyPoint, _soak, _rate, _realMax, _json,
        };
        command.SetAction(InvokeAsync);
        return command;
    }

    private async Task<int> InvokeAsync(ParseResult result, CancellationToken stopping)
    {
        if (Read(result) is not { } request) return ExitCode.Misused;
        if (request.Soak is not null)
        {
            var soak = await Watch(progress => actions.SoakAsync(request, progress, stopping));
            SoakSummary.Write(surroundings.Output, soak);
            return soak.Faults.IsEmpty ? ExitCode.Done : ExitCode.Failed;
        }

        var report = await Watch(progress => actions.SimulateAsync(request, progress, stopping));
        if (result.GetValue(_json)) await surroundings.Output.WriteLineAsync(SimulateJson.Write(report));
        else SimulateSummary.Write(surroundings.Output, report);
        return report.Failed == 0 && !stopping.IsCancellationRequested ? ExitCode.Done : ExitCode.Failed;
    }

    private Task<T> Watch<T>(Func<IReplayProgress, Task<T>> work) =>
        ReplayProgressView.WatchAsync("simulate", surroundings.Error, surroundings.IsTerminal, surroundings.Clock, work, "runs");

    private SimulateRequest? Read(ParseResult result)
    {
        var (from, seeds) = result.GetValue(_seed) is { } one ? (one, 1) : (result.GetValue(_from), result.GetValue(_seeds));
        var request = new SimulateRequest(from, seeds, result.GetValue(_ticks), result.GetValue(_faults)!, result.GetValue(_workers))
        {
            Crash = result.GetValue(_crash), EveryPoint = result.GetValue(_everyPoint), SoakRate = result.GetValue(_rate),
        };
        if (Duration(result.GetValue(_realMax)!) is not { } realMax) return Misused($"--real-max {result.GetValue(_realMax)} is not a duration such as 90s, 10m, 24h or 1.12:00:00.");
        request = request with { SoakRealMax = realMax };
        if (actions.FaultOf(request) is { } fault) return Misused(fault);
        if (result.GetValue(_soak) is not { } text) return request;
        return Duration(text) is { } soak ? request with { Soak = soak } : Misused($"--soak {text} is not a duration such as 90s, 10m, 24h or 1.12:00:00.");
    }

    private SimulateRequest? Misused(string fault)
    {
        surroundings.Error.WriteLine($"error: {fault}");
        return null;
    }

    // 24h as people write it, or the configuration's own spelling.
    private static TimeSpan? Duration(string text)
    {
        TimeSpan? unit = text[^1] switch { 's' => TimeSpan.FromSeconds(1), 'm' => TimeSpan.FromMinutes(1), 'h' => TimeSpan.FromHours(1), 'd' => TimeSpan.FromDays(1), _ => null };
        if (unit is { } one) return double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 10_000 ? one * count : null;
        return ValueSyntax.IsWellFormed(typeof(TimeSpan), text) && TimeSpan.Parse(text, CultureInfo.InvariantCulture) is { Ticks: > 0 } duration ? duration : null;
    }

    private static Option<int> Positive(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "count", DefaultValueFactory = _ => usual };
        option.Validators.Add(static result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[^1].Value, CultureInfo.InvariantCulture, out var value) && value < 1) result.AddError($"{result.Tokens[^1].Value} is not above zero.");
        });
        return option;
    }
}
