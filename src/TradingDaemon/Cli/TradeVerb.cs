using System.CommandLine;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Replay;
using Symbol = TradingDaemon.Domain.Instruments.Symbol;

namespace TradingDaemon.Cli;

/// <summary><c>trade</c>: the same as <c>run</c>, on paper whatever the files say, and on one instrument if asked.</summary>
internal sealed class TradeVerb(ICommandActions actions, ConfigurationOptions options)
{
    private readonly Option<string?> _product = new("--product-id") { Description = "Trades this instrument only, e.g. BTC-USD.", HelpName = "symbol" };
    private readonly Option<bool> _paper = new("--paper") { Description = "Trades on paper, which it does anyway." };

    /// <summary>The verb for the command line.</summary>
    public Command Build()
    {
        var command = new Command("trade", "Runs on paper; with --product-id on one instrument.") { _product, _paper };
        command.SetAction(InvokeAsync);
        return command;
    }

    private async Task<int> InvokeAsync(ParseResult result, CancellationToken stopping)
    {
        if (options.RequireLoaded(result, new KeyValuePair<string, string?>("mode", "paper")) is not { } loaded) return ExitCode.Misused;
        if (result.GetValue(_product) is { } product)
        {
            var written = new Symbol(product);
            var pair = new Symbol(written.AtVenue.Text.Replace('-', '/'));
            var symbol = written.Venue is { } venue ? pair.ListedAt(venue) : pair;
            if (loaded.Config.Instruments.Find(symbol) is null)
            {
                await result.InvocationConfiguration.Error.WriteLineAsync($"error: The instrument {symbol} is not configured; configured are {string.Join(", ", loaded.Config.Instruments.All.Select(static i => i.Symbol))}.");
                return ExitCode.Misused;
            }

            loaded = loaded with { Narrow = config => config with { Tiers = StrategyChoice.OnlyOn(config.Tiers, symbol) } };
            loaded = loaded with { Config = loaded.Narrow(loaded.Config) };
        }

        return await actions.RunAsync(loaded, stopping);
    }
}
