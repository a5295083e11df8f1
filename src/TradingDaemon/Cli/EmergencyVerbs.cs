using System.CommandLine;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Emergency;
using TradingDaemon.Configuration;
using TradingDaemon.Domain.Control;
using TradingDaemon.Operations.Control;
using Command = System.CommandLine.Command;

namespace TradingDaemon.Cli;

/// <summary><c>reduce</c>, <c>halt</c>, <c>flatten</c> and <c>resume</c>: the emergency stop from a terminal.</summary>
internal sealed class EmergencyVerbs(ConfigurationOptions options, Surroundings surroundings)
{
    private const string DefaultDirectory = "data";

    private readonly Option<string?> _url = new("--url") { Description = "Where the daemon listens; as configured by default.", HelpName = "address" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints the answer as one JSON object; while flatten goes on, one a line." };
    private readonly Option<string?> _reason = new("--reason") { Description = $"Why, in {Confirmations.ReasonLengthMin} characters or more.", HelpName = "text" };
    private readonly Option<string?> _confirm = new("--confirm") { Description = $"\"{Confirmations.Flatten}\".", HelpName = "text" };
    private readonly Option<string?> _resume = new("--confirm") { Description = "\"RESUME <reason of 10 characters or more>\".", HelpName = "text" };
    private readonly Option<bool> _noWait = new("--no-wait") { Description = "Ends as soon as the daemon is halted and has begun to close; GET /api/v1/emergency tells how far it is." };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Shows what would be sent, and sends nothing." };

    /// <summary>The verbs for the command line.</summary>
    public IEnumerable<Command> Build()
    {
        yield return Verb("reduce", "To REDUCING: every working order is cancelled, and only what reduces a position leaves.", [_reason], (result, stopping) => PullAsync(result, EmergencyAct.Reduce, EmergencyState.Reducing, stopping));
        yield return Verb("halt", "To HALTED: nothing leaves any more, every working order is cancelled, positions stay.", [_reason], (result, stopping) => PullAsync(result, EmergencyAct.Halt, EmergencyState.Halted, stopping));
        yield return Verb("flatten", "To HALTED, and closes every position the venues hold; prints its progress until they hold nothing.", [_reason, _confirm, _noWait, _dryRun], FlattenAsync);
        yield return Verb("resume", "To ACTIVE: lets the daemon trade again after reduce, halt or flatten.", [_resume], ResumeAsync);
    }

    private Command Verb(string name, string description, Option[] own, Func<ParseResult, CancellationToken, Task<int>> act)
    {
        var command = new Command(name, description) { _url, _json };
        foreach (var option in own) command.Add(option);
        command.SetAction(act);
        return command;
    }

    private Task<int> PullAsync(ParseResult result, EmergencyAct act, EmergencyState state, CancellationToken stopping) =>
        Confirmations.RefusalOfReason(result.GetValue(_reason)) is { } unsaid
            ? MisusedAsync($"{unsaid} E.g. --reason \"prices look wrong\".")
            : AskAsync(result, act, new(Confirmations.Kept(result.GetValue(_reason)!)), call => call.Leave(state, flatten: false, Confirmations.Kept(result.GetValue(_reason)!)), stopping);

    private Task<int> FlattenAsync(ParseResult result, CancellationToken stopping)
    {
        var (reason, confirm) = (result.GetValue(_reason), result.GetValue(_confirm));
        if (result.GetValue(_dryRun)) return AskAsync(result, EmergencyAct.Preview, new(DryRun: true), static _ => new(false, "Nothing answers, so nobody can say what would be closed.", null), stopping);
        if ((Confirmations.RefusalOfReason(reason) ?? Confirmations.RefusalOfFlatten(confirm)) is { } unsaid) return MisusedAsync($"{unsaid} E.g. --reason \"prices look wrong\" --confirm \"{Confirmations.Flatten}\".");
        return AskAsync(result, EmergencyAct.Flatten, new(Confirmations.Kept(reason!), confirm), call => call.Leave(EmergencyState.Halted, flatten: true, Confirmations.Kept(reason!)), stopping);
    }

    private Task<int> ResumeAsync(ParseResult result, CancellationToken stopping) => Confirmations.ReasonToResume(result.GetValue(_resume)) is { } reason
        ? AskAsync(result, EmergencyAct.Resume, new(Confirm: result.GetValue(_resume)), call => call.Leave(EmergencyState.Active, flatten: false, reason), stopping)
        : MisusedAsync($"{Confirmations.RefusalToResume} E.g. --confirm \"RESUME prices are right again\".");

    private async Task<int> AskAsync(ParseResult result, EmergencyAct act, ControlRequest request, Func<EmergencyCall, ControlAnswer> otherwise, CancellationToken stopping)
    {
        var report = options.Peek(result);
        if (!ListeningAddress.TryFind(result.GetValue(_url), report.InForce, out var uri, out var wrong)) return await MisusedAsync(wrong);
        var call = new EmergencyCall(uri, report.ValueOf("operations:apiKey"), DataDirectory(report), surroundings.Clock);
        var print = new EmergencyPrint(surroundings.Output, surroundings.Error, result.GetValue(_json));
        var told = await call.AskAsync(Route(act), request, isPatient: act is EmergencyAct.Resume or EmergencyAct.Preview, stopping);
        var answer = told ?? otherwise(call);
        await print.AnswerAsync(answer, act);
        if (!answer.IsDone) return ExitCode.Failed;
        if (act != EmergencyAct.Flatten || result.GetValue(_noWait)) return ExitCode.Done;
        return told is not null && await new FlattenFollowing(call, print, surroundings.Clock).RunAsync(stopping) ? ExitCode.Done : ExitCode.Failed; // left for a daemon that does not run: nothing is flat yet
    }

    private static string Route(EmergencyAct act) => (act == EmergencyAct.Preview ? EmergencyAct.Flatten : act).ToString().ToLowerInvariant();

    // Stopping works with a broken configuration too: the directory is read as far as it can be.
    private string DataDirectory(ConfigurationReport report) => report.Config?.Storage.Directory
        ?? Path.GetFullPath(report.ValueOf("storage:directory") ?? DefaultDirectory, surroundings.CurrentDirectory);

    private async Task<int> MisusedAsync(string why)
    {
        await surroundings.Error.WriteLineAsync($"error: {why}");
        return ExitCode.Misused;
    }
}
