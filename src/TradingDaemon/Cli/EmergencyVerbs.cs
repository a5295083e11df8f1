using System.CommandLine;
using System.Text.Json;
using TradingDaemon.Cli.Emergency;
using TradingDaemon.Configuration;
using TradingDaemon.Domain.Control;
using TradingDaemon.Operations.Control;
using Command = System.CommandLine.Command;

namespace TradingDaemon.Cli;

/// <summary><c>halt</c>, <c>pause</c>, <c>flatten</c> and <c>resume</c>: the emergency stop from a terminal.</summary>
internal sealed class EmergencyVerbs(ConfigurationOptions options, Surroundings surroundings)
{
    private const string DefaultDirectory = "data";

    private readonly Option<string?> _url = new("--url") { Description = "Where the daemon listens; as configured by default.", HelpName = "address" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints the answer as one JSON object." };
    private readonly Option<string?> _reason = new("--reason") { Description = $"Why, in {Confirmations.ReasonLengthMin} characters or more.", HelpName = "text" };
    private readonly Option<string?> _confirm = new("--confirm") { Description = $"\"{Confirmations.CloseAll}\".", HelpName = "text" };
    private readonly Option<string?> _resume = new("--confirm") { Description = "\"RESUME <reason of 10 characters or more>\".", HelpName = "text" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Shows what would be sent, and sends nothing." };

    /// <summary>The verbs for the command line.</summary>
    public IEnumerable<Command> Build()
    {
        yield return Verb("halt", "Stops at once: nothing leaves any more, every working order is cancelled, positions stay.", [_reason], (result, stopping) => PullAsync(result, "halt", EmergencyState.Halted, stopping));
        yield return Verb("pause", "Stops entries: every working order is cancelled, and only what reduces a position leaves.", [_reason], (result, stopping) => PullAsync(result, "reduce", EmergencyState.Reducing, stopping));
        yield return Verb("flatten", "Halts, then closes every position the venues hold.", [_reason, _confirm, _dryRun], FlattenAsync);
        yield return Verb("resume", "Lets the daemon trade again after halt, pause or flatten.", [_resume], ResumeAsync);
    }

    private Command Verb(string name, string description, Option[] own, Func<ParseResult, CancellationToken, Task<int>> act)
    {
        var command = new Command(name, description) { _url, _json };
        foreach (var option in own) command.Add(option);
        command.SetAction(act);
        return command;
    }

    private Task<int> PullAsync(ParseResult result, string route, EmergencyState state, CancellationToken stopping) =>
        Confirmations.RefusalOfReason(result.GetValue(_reason)) is { } unsaid
            ? MisusedAsync($"{unsaid} E.g. --reason \"prices look wrong\".")
            : AskAsync(result, route, new(Confirmations.Kept(result.GetValue(_reason)!)), call => call.Leave(state, liquidate: false, Confirmations.Kept(result.GetValue(_reason)!)), stopping);

    private Task<int> FlattenAsync(ParseResult result, CancellationToken stopping)
    {
        var (reason, confirm, isDryRun) = (result.GetValue(_reason), result.GetValue(_confirm), result.GetValue(_dryRun));
        if (isDryRun) return AskAsync(result, "close-all", new(DryRun: true), static _ => new(false, "Nothing answers, so nobody can say what would be closed.", null), stopping);
        if ((Confirmations.RefusalOfReason(reason) ?? Confirmations.RefusalOfCloseAll(confirm)) is { } unsaid) return MisusedAsync(unsaid);
        return AskAsync(result, "close-all", new(Confirmations.Kept(reason!), confirm), call => call.Leave(EmergencyState.Halted, liquidate: true, Confirmations.Kept(reason!)), stopping);
    }

    private Task<int> ResumeAsync(ParseResult result, CancellationToken stopping) => Confirmations.ReasonToResume(result.GetValue(_resume)) is { } reason
        ? AskAsync(result, "resume", new(Confirm: result.GetValue(_resume)), call => call.Leave(EmergencyState.Active, liquidate: false, reason), stopping)
        : MisusedAsync(Confirmations.RefusalToResume);

    private async Task<int> AskAsync(ParseResult result, string route, ControlRequest request, Func<EmergencyCall, ControlAnswer> otherwise, CancellationToken stopping)
    {
        var report = options.Peek(result);
        var address = result.GetValue(_url) ?? ListeningAddress.ToAsk(report.InForce);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) return await MisusedAsync($"\"{address}\" is not an address such as http://127.0.0.1:8080.");
        var call = new EmergencyCall(uri, report.Config?.Operations.ApiKey, DataDirectory(report), surroundings.Clock);
        var answer = await call.AskAsync(route, request, stopping) ?? otherwise(call);
        if (result.GetValue(_json)) await surroundings.Output.WriteLineAsync(JsonSerializer.Serialize(answer, ControlJson.Default.ControlAnswer));
        else await WriteAsync(answer);
        return answer.IsDone ? ExitCode.Done : ExitCode.Failed;
    }

    // Stopping works with a broken configuration too: the directory is read as far as it can be.
    private string DataDirectory(ConfigurationReport report) => report.Config?.Storage.Directory
        ?? Path.GetFullPath(report.InForce.FirstOrDefault(static key => key.Path == "storage:directory")?.Value ?? DefaultDirectory, surroundings.CurrentDirectory);

    private async Task WriteAsync(ControlAnswer answer)
    {
        await (answer.IsDone ? surroundings.Output : surroundings.Error).WriteLineAsync(answer.IsDone ? answer.Message : $"error: {answer.Message}");
        if (answer.Emergency?.Report is not { } report) return;
        foreach (var step in report.Steps) await surroundings.Output.WriteLineAsync($"  {(step.IsDone ? "done  " : "FAILED")} {step.Name}: {step.Detail}");
        foreach (var line in report.Closes) await surroundings.Output.WriteLineAsync(FormattableString.Invariant($"  {line.Outcome} {line.Side} {line.QuantityBase} {line.Symbol} at {line.Venue}, worst price {line.LimitQuote?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "any"}, filled {line.FilledBase} {line.ClientOrderId}"));
        foreach (var left in report.Left) await surroundings.Output.WriteLineAsync(FormattableString.Invariant($"  left {left.NetBase} {left.Symbol} at {left.Venue}: {left.Why}"));
    }

    private async Task<int> MisusedAsync(string why)
    {
        await surroundings.Error.WriteLineAsync($"error: {why}");
        return ExitCode.Misused;
    }
}
