using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingDaemon.Cli.Context;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Gauges;

namespace TradingDaemon.Cli.MonteCarlo;

/// <summary><c>montecarlo</c>: what a strategy's closed trades may come to at a size, by drawing from them many times.</summary>
internal sealed class MonteCarloVerb(ICommandActions actions, ConfigurationOptions options, Surroundings surroundings)
{
    private const decimal KellyPart = 0.25m;
    private const int RunsMax = 1_000_000;
    private const int TradesMax = 10_000;
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    private readonly Argument<string> _strategy = new("strategy") { Description = "Whose closed trades are drawn from." };
    private readonly Option<decimal?> _stake = new("--stake") { Description = "Part of equity on each trade, above 0 up to 1; by default a quarter of what Kelly's formula grants the trades.", HelpName = "fraction" };
    private readonly Option<int> _runs = new("--runs") { Description = "How many runs.", HelpName = "count", DefaultValueFactory = static _ => 10_000 };
    private readonly Option<int> _trades = new("--trades") { Description = "Trades of each run.", HelpName = "count", DefaultValueFactory = static _ => 100 };
    private readonly Option<int> _seed = new("--seed") { Description = "Where chance begins; the same seed draws the same.", HelpName = "seed", DefaultValueFactory = static _ => 1 };
    private readonly Option<decimal> _fall = new("--fall") { Description = "The fall below a peak to tell the chance of, above 0 up to 1.", HelpName = "fraction", DefaultValueFactory = static _ => 0.2m };
    private readonly Option<bool> _json = new("--json") { Description = "Prints one JSON object." };

    /// <summary>The verb for the command line.</summary>
    public Command Build()
    {
        var command = new Command("montecarlo", "Tells what a strategy's newest closed trades, 100 at most, may come to at a size: draws runs of trades from them, from the journal. Changes nothing; the daemon may run meanwhile.")
        {
            _strategy, _stake, _runs, _trades, _seed, _fall, _json,
        };
        command.SetAction(TellAsync);
        return command;
    }

    private async Task<int> TellAsync(ParseResult result, CancellationToken stopping)
    {
        if (options.Require(result) is not { } config) return ExitCode.Misused;
        var (strategy, runs, trades, fall) = (result.GetValue(_strategy)!, result.GetValue(_runs), result.GetValue(_trades), result.GetValue(_fall));
        if (runs is < 1 or > RunsMax) return await surroundings.RefuseAsync($"--runs {runs} is not from 1 to {RunsMax}.", ExitCode.Misused);
        if (trades is < 1 or > TradesMax) return await surroundings.RefuseAsync($"--trades {trades} is not from 1 to {TradesMax}.", ExitCode.Misused);
        if (fall is <= 0m or > 1m) return await surroundings.RefuseAsync("--fall is not above 0 up to 1.", ExitCode.Misused);
        if (result.GetValue(_stake) is <= 0m or > 1m) return await surroundings.RefuseAsync("--stake is not above 0 up to 1.", ExitCode.Misused);
        var returns = ReturnsOf(config, strategy, stopping);
        if (returns.IsEmpty) return await surroundings.RefuseAsync($"the journal in {config.Storage.Directory} has no closed trade of {strategy}", ExitCode.Failed);
        var stake = result.GetValue(_stake) ?? (KellyFraction.Of(returns) * KellyPart);
        if (stake <= 0m) return await surroundings.RefuseAsync($"the {returns.Length} closed trades of {strategy} show no edge, so Kelly's formula grants nothing; name a --stake", ExitCode.Failed);
        var outlook = new EquityPaths(returns, stake).Draw(runs, trades, result.GetValue(_seed), (double)fall);
        if (result.GetValue(_json)) await surroundings.Output.WriteLineAsync(Json(strategy, returns.Length, stake, outlook));
        else await surroundings.Output.WriteAsync(Words(strategy, returns.Length, stake, outlook, runs, trades, fall));
        return ExitCode.Done;
    }

    // The books anew from the journal: their own count of trades, and no second one.
    private ImmutableArray<decimal> ReturnsOf(DaemonConfig config, string strategy, CancellationToken stopping)
    {
        var books = new AccountBooks(config.Instruments, new AccountState());
        foreach (var recorded in actions.Facts(config))
        {
            stopping.ThrowIfCancellationRequested();
            books.Apply(recorded);
        }

        return books.Gauges.Trades.ReturnsOf(new StrategyId(strategy));
    }

    private static string Words(string strategy, int sample, decimal stake, PathOutlook outlook, int runs, int trades, decimal fall) => string.Create(CultureInfo.InvariantCulture, $"""
        {runs:N0} runs of {trades:N0} trades, drawn from the {sample} newest of {strategy}, {stake:P2} of equity on each
        equity at the end, of what it was   one in twenty below {outlook.EndLow:0.000}   median {outlook.EndMedian:0.000}   one in twenty above {outlook.EndHigh:0.000}
        ends with less than it began with   {outlook.LossShare:P1} of the runs
        deepest fall below a peak           median {outlook.FallMedian:P1}   one in twenty deeper than {outlook.FallHigh:P1}
        falls by {fall:P0} or more              {outlook.DeepShare:P1} of the runs

        """);

    private static string Json(string strategy, int sample, decimal stake, PathOutlook outlook) => new JsonObject
    {
        ["strategy"] = strategy, ["sample"] = sample, ["stakeFraction"] = stake.ToString(CultureInfo.InvariantCulture), ["endLow"] = outlook.EndLow, ["endMedian"] = outlook.EndMedian, ["endHigh"] = outlook.EndHigh,
        ["lossShare"] = outlook.LossShare, ["fallMedian"] = outlook.FallMedian, ["fallHigh"] = outlook.FallHigh, ["deepShare"] = outlook.DeepShare,
    }.ToJsonString(Readable);
}
