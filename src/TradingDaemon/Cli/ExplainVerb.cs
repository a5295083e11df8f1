using System.CommandLine;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Explain;

namespace TradingDaemon.Cli;

/// <summary><c>explain</c>: the whole story of an order or of a refused signal, from the journal.</summary>
internal sealed class ExplainVerb(ICommandActions actions, ConfigurationOptions options, Surroundings surroundings)
{
    private const int NewestCount = 20;

    private const string Description =
        "Tells the whole story of an order, by our id or the venue's, of a refused signal or of a parent order, by its number: tick, signal, cost, rules, intent, the venue's words, fills. " +
        "Without an id, the newest orders and refusals. The daemon may run meanwhile.";

    private readonly Argument<string?> _id = new("id") { Description = "An order's id, ours or the venue's, or the number of a refused signal or a parent order.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _json = new("--json") { Description = "Prints one JSON object." };

    /// <summary>The verb for the command line.</summary>
    public Command Build()
    {
        var command = new Command("explain", Description) { _id, _json };
        command.SetAction(ExplainAsync);
        return command;
    }

    private async Task<int> ExplainAsync(ParseResult result, CancellationToken stopping)
    {
        if (options.Require(result) is not { } config) return ExitCode.Misused;
        if (result.GetValue(_id) is not { } id)
        {
            foreach (var decision in actions.NewestDecisions(config, NewestCount)) await surroundings.Output.WriteLineAsync(Story.Line(decision));
            return ExitCode.Done;
        }

        if (actions.FactsOf(config, id) is not { Count: > 0 } facts) return await surroundings.RefuseAsync($"the journal in {config.Storage.Directory} has no order {id} and no refused signal or parent order of that number", ExitCode.Failed);
        var story = Story.Of(facts);
        if (result.GetValue(_json)) await surroundings.Output.WriteLineAsync(StoryPrint.Json(story));
        else await StoryPrint.WriteAsync(surroundings.Output, story);
        return ExitCode.Done;
    }
}
