using System.CommandLine;
using System.Text.Json;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Parents;
using TradingDaemon.Configuration;
using TradingDaemon.Operations.Parents;

namespace TradingDaemon.Cli;

/// <summary><c>parent pause</c>, <c>resume</c> and <c>cancel</c>: halts, lets go on and ends an entry that is executed in parts.</summary>
internal sealed class ParentVerbs(ConfigurationOptions options, Surroundings surroundings)
{
    private readonly Argument<long> _number = new("number") { Description = "The parent order's number, as status shows it." };
    private readonly Option<string?> _by = new("--by") { Description = "Who asks, for the record; your user name by default.", HelpName = "text" };
    private readonly Option<string?> _reason = new("--reason") { Description = "Why, for the record.", HelpName = "text" };
    private readonly Option<string?> _url = new("--url") { Description = "Where the daemon listens; as configured by default.", HelpName = "address" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints the answer as one JSON object." };

    /// <summary>The verbs for the command line.</summary>
    public Command Build()
    {
        return new Command("parent", "Entries that are executed in parts; status lists them, explain tells of each.")
        {
            Verb("pause", "Halts a parent order of a running daemon: no further parts until it is resumed, over restarts too; those at work are cancelled. Its time goes on; exit code 1 when not."),
            Verb("resume", "Lets a parent order that was paused go on with what is left of its time; exit code 1 when not."),
            Verb("cancel", "Ends a parent order of a running daemon: no further parts, those at work are cancelled, what is filled stays; exit code 1 when not."),
        };
    }

    private Command Verb(string name, string description)
    {
        var verb = new Command(name, description) { _number, _by, _reason, _url, _json };
        verb.SetAction((result, stopping) => AskAsync(name, result, stopping));
        return verb;
    }

    private async Task<int> AskAsync(string verb, ParseResult result, CancellationToken stopping)
    {
        var report = options.Peek(result);
        if (!ListeningAddress.TryFind(result.GetValue(_url), report.InForce, out var uri, out var wrong)) return await surroundings.RefuseAsync(wrong, ExitCode.Misused);
        var by = result.GetValue(_by) ?? surroundings.User;
        var answer = await new ParentCall(uri, report.ValueOf("operations:apiKey")).AskAsync(verb, new ParentRequest(result.GetValue(_number), by, result.GetValue(_reason)), stopping);
        if (result.GetValue(_json)) await surroundings.Output.WriteLineAsync(JsonSerializer.Serialize(answer, ParentJson.Default.ParentAnswer));
        else await (answer.IsDone ? surroundings.Output : surroundings.Error).WriteLineAsync(answer.IsDone ? answer.Message : $"error: {answer.Message}");
        return answer.IsDone ? ExitCode.Done : ExitCode.Failed;
    }
}
