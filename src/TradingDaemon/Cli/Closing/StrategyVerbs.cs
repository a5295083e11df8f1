using System.CommandLine;
using System.Text.Json;
using TradingDaemon.Cli.Calls;
using TradingDaemon.Cli.Context;
using TradingDaemon.Configuration;
using TradingDaemon.Operations.Closing;

namespace TradingDaemon.Cli.Closing;

/// <summary><c>strategy close</c>: has a running daemon close what one strategy holds.</summary>
internal sealed class StrategyVerbs(ConfigurationOptions options, Surroundings surroundings)
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(10);

    private readonly Argument<string> _strategy = new("strategy") { Description = "Which, as status shows it; one that no tier has any more may still hold something." };
    private readonly Option<string?> _by = new("--by") { Description = "Who asks, for the record; your user name by default.", HelpName = "text" };
    private readonly Option<string?> _reason = new("--reason") { Description = "Why, for the record.", HelpName = "text" };
    private readonly Option<string?> _url = new("--url") { Description = "Where the daemon listens; as configured by default.", HelpName = "address" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints the answer as one JSON object." };

    /// <summary>The verbs for the command line.</summary>
    public Command Build()
    {
        var close = new Command(
            "close",
            "Has a running daemon end a strategy's entries, cancel its orders and close at the market all it holds, under every name. Once: it may enter again at its next signal, so switch it off first to keep it out. Exit code 1 when nothing is closed.")
            { _strategy, _by, _reason, _url, _json };
        close.SetAction(CloseAsync);
        return new Command("strategy", "Strategies of a running daemon; status lists them.") { close };
    }

    private async Task<int> CloseAsync(ParseResult result, CancellationToken stopping)
    {
        var report = options.Peek(result);
        if (!ListeningAddress.TryFind(result.GetValue(_url), report.InForce, out var uri, out var wrong)) return await surroundings.RefuseAsync(wrong, ExitCode.Misused);
        var request = new CloseRequest(result.GetValue(_strategy)!, result.GetValue(_by) ?? surroundings.User, result.GetValue(_reason));
        var answer = await new DaemonCall(uri, report.ValueOf("operations:apiKey")).AskAsync(
            HttpMethod.Post, "api/v1/strategies/close", JsonSerializer.SerializeToUtf8Bytes(request, ClosingJson.Default.CloseRequest), ClosingJson.Default.CloseAnswer, AnswerMax, "that closes strategies", stopping);
        if (result.GetValue(_json)) await surroundings.Output.WriteLineAsync(JsonSerializer.Serialize(answer, ClosingJson.Default.CloseAnswer));
        else await (answer.IsDone ? surroundings.Output : surroundings.Error).WriteLineAsync(answer.IsDone ? answer.Message : $"error: {answer.Message}");
        return answer.IsDone ? ExitCode.Done : ExitCode.Failed;
    }
}
