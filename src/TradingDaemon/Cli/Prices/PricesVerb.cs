using System.CommandLine;
using TradingDaemon.Cli.Context;
using TradingDaemon.Storage.Prices;

namespace TradingDaemon.Cli.Prices;

/// <summary><c>prices</c>: the series of prices that was kept.</summary>
internal sealed class PricesVerb(ICommandActions actions, ConfigurationOptions options, Surroundings surroundings)
{
    /// <summary>What is told where nobody says from when on.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromDays(1);

    private const string Description =
        "Prints the newest prices that were kept at each interval (venues:NAME:seriesInterval), oldest first: bid, ask and last. The daemon may run meanwhile. " +
        "E.g. prices BTC/AUD --from 2026-01-01 --csv > btc.csv.";

    private readonly Argument<string?> _symbol = new("symbol") { Description = "Of this symbol alone, e.g. BTC/AUD.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<DateTimeOffset?> _from = new("--from") { Description = "None stands for an earlier time (UTC); a day before --to by default.", HelpName = "time", CustomParser = Moments.OfOption };
    private readonly Option<DateTimeOffset?> _to = new("--to") { Description = "None stands for this time or a later one (UTC); now by default.", HelpName = "time", CustomParser = Moments.OfOption };
    private readonly Option<string?> _venue = new("--venue") { Description = "Of this venue alone.", HelpName = "name" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints one JSON array." };
    private readonly Option<bool> _csv = new("--csv") { Description = "Prints CSV." };

    /// <summary>The verb for the command line.</summary>
    public Command Build()
    {
        var command = new Command("prices", Description) { _symbol, _from, _to, _venue, _json, _csv };
        command.SetAction(TellAsync);
        return command;
    }

    private async Task<int> TellAsync(ParseResult result, CancellationToken stopping)
    {
        if (result.GetValue(_json) && result.GetValue(_csv)) return await surroundings.RefuseAsync("choose one of --json and --csv", ExitCode.Misused);
        if (options.Require(result) is not { } config) return ExitCode.Misused;
        var to = result.GetValue(_to) ?? surroundings.Clock.GetUtcNow();
        var from = result.GetValue(_from) ?? to - Usual;
        if (from >= to) return await surroundings.RefuseAsync("--from is not before --to", ExitCode.Misused);
        var rows = actions.Prices(config, new PriceQuery(from, to) { Symbol = result.GetValue(_symbol), Venue = result.GetValue(_venue) });
        var count = result.GetValue(_json) ? await PricesPrint.JsonAsync(surroundings.Output, rows, stopping)
            : result.GetValue(_csv) ? await PricesPrint.CsvAsync(surroundings.Output, rows, stopping)
            : await PricesPrint.WriteAsync(surroundings.Output, rows, stopping);
        if (count == 0) await surroundings.Error.WriteLineAsync($"No price was kept from {from:u} to {to:u}.");
        return ExitCode.Done;
    }
}
