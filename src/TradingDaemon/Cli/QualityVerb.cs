using System.CommandLine;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Quality;

namespace TradingDaemon.Cli;

/// <summary><c>quality</c>: how well orders were filled, by strategy and venue, from the journal.</summary>
internal sealed class QualityVerb(ICommandActions actions, ConfigurationOptions options, Surroundings surroundings)
{
    private readonly Option<bool> _json = new("--json") { Description = "Prints one JSON array." };

    /// <summary>The verb for the command line.</summary>
    public Command Build()
    {
        var command = new Command("quality", "Tells how well orders were filled, by strategy and venue, and parent orders by algorithm, from the journal: spread, slippage, implementation shortfall, fees, fill ratio and score. The daemon may run meanwhile.") { _json };
        command.SetAction(TellAsync);
        return command;
    }

    private async Task<int> TellAsync(ParseResult result, CancellationToken stopping)
    {
        if (options.Require(result) is not { } config) return ExitCode.Misused;
        var sums = new QualitySums();
        foreach (var recorded in actions.Facts(config))
        {
            stopping.ThrowIfCancellationRequested();
            sums.Take(recorded.Fact);
        }

        if (result.GetValue(_json)) await surroundings.Output.WriteLineAsync(QualityPrint.Json(sums.Lines()));
        else if (sums.Lines() is { Count: > 0 } lines) QualityPrint.Write(surroundings.Output, lines);
        else await surroundings.Output.WriteLineAsync("No order has ended yet.");
        return ExitCode.Done;
    }
}
