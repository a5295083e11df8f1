using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using TradingDaemon.Cli.Alerts;
using TradingDaemon.Cli.Context;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Schema;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Operations.Control;

namespace TradingDaemon.Cli;

/// <summary><c>alerts list</c> and <c>alerts ack</c> of a running daemon, and <c>alerts test</c>, which needs none.</summary>
internal sealed class AlertVerbs(ICommandActions actions, ConfigurationOptions options, Surroundings surroundings)
{
    private readonly Option<string?> _url = new("--url") { Description = "Where the daemon listens; as configured by default.", HelpName = "address" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints one JSON object.", Recursive = true };
    private readonly Option<string?> _by = new("--by") { Description = "Who acknowledges, or what they say of it.", HelpName = "text" };
    private readonly Argument<string> _id = new("id") { Description = "Its id, as \"alerts list\" and every notice say it; or its key." };
    private readonly Argument<string?> _channel = new("channel") { Description = "The name of one channel; all of them by default.", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>The verbs for the command line.</summary>
    public Command Build()
    {
        var list = new Command("list", "Lists the alerts that stand in a running daemon, and how its channels are.") { _url };
        list.SetAction(ListAsync);
        var acknowledge = new Command("ack", "Acknowledges an alert: it is not repeated and does not escalate, unless it gets worse; its end is told.") { _id, _by, _url };
        acknowledge.SetAction(AcknowledgeAsync);
        var test = new Command("test", "Sends one test through the configured channels and says what came of it; exit code 1 when any of them failed. No daemon needs to run.") { _channel };
        test.SetAction(TestAsync);
        return new Command("alerts", "Lists, acknowledges and tries alerts.") { list, acknowledge, test, _json };
    }

    private Task<int> ListAsync(ParseResult result, CancellationToken stopping) => AskAsync(result, async call =>
    {
        var view = await call.ListAsync(stopping);
        if (result.GetValue(_json)) await surroundings.Output.WriteLineAsync(JsonSerializer.Serialize(view, AlertsJson.Default.AlertsView));
        else await PrintAsync(view);
        return ExitCode.Done;
    });

    private Task<int> AcknowledgeAsync(ParseResult result, CancellationToken stopping) => AskAsync(result, async call =>
    {
        var answer = await call.AcknowledgeAsync(result.GetValue(_id)!, result.GetValue(_by), stopping);
        if (result.GetValue(_json)) await surroundings.Output.WriteLineAsync(JsonSerializer.Serialize(answer, AlertsJson.Default.AckAnswer));
        else if (answer.IsDone) await surroundings.Output.WriteLineAsync(answer.Message);
        else await surroundings.Error.WriteLineAsync($"error: {answer.Message}");
        return answer.IsDone ? ExitCode.Done : ExitCode.Failed;
    });

    private async Task<int> AskAsync(ParseResult result, Func<AlertCall, Task<int>> ask)
    {
        var report = options.Peek(result);
        return ListeningAddress.TryFind(result.GetValue(_url), report.InForce, out var uri, out var wrong)
            ? await ask(new AlertCall(uri, report.ValueOf("operations:apiKey")))
            : await surroundings.RefuseAsync(wrong, ExitCode.Misused);
    }

    private async Task PrintAsync(AlertsView view)
    {
        if (view.Alerts.IsEmpty) await surroundings.Output.WriteLineAsync("No alert stands.");
        foreach (var alert in view.Alerts)
        {
            var acknowledged = alert.AcknowledgedAt is { } at ? string.Create(CultureInfo.InvariantCulture, $", acknowledged {at:u} by {alert.AcknowledgedBy}") : "";
            await surroundings.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{alert.Id}  {alert.Severity.ToString().ToUpperInvariant()} {alert.Key}: {alert.Text} ({Counted.Of(alert.Count, "time")} since {alert.FirstAt:u}{acknowledged})"));
        }

        foreach (var channel in view.Channels)
            await surroundings.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{(channel.IsWell ? "well    " : "NOT WELL")} channel {channel.Name} ({channel.Kind}): sent {channel.Sent}, waiting {channel.Waiting}, held back {channel.HeldBack}, dropped {channel.Dropped}, failed {channel.Failed}{(channel.IsWell ? "" : ": ")}{channel.Detail}"));
    }

    private async Task<int> TestAsync(ParseResult result, CancellationToken stopping)
    {
        if (options.Require(result) is not { } config) return ExitCode.Misused;
        var (known, wanted) = (config.AlertChannels.Keys.ToList(), result.GetValue(_channel));
        if (known.Count == 0) return await surroundings.RefuseAsync("No alert channel is configured: alerts reach the log alone. docs/alerts.md shows how to configure one.", ExitCode.Failed);
        if (wanted is not null && !known.Contains(wanted))
            return await surroundings.RefuseAsync($"No alert channel is called {wanted}{(NearestName.Find(wanted, known) is { } near ? $"; did you mean {near}?" : $". There are {string.Join(", ", known)}.")}", ExitCode.Misused);
        var tests = await actions.TestAlertsAsync(config, wanted is null ? known : [wanted], stopping);
        var report = new ChannelTestReport(tests.All(static test => test.Passed), [.. tests]);
        if (result.GetValue(_json)) await surroundings.Output.WriteLineAsync(JsonSerializer.Serialize(report, ChannelTestJson.Default.ChannelTestReport));
        else
            foreach (var test in tests)
                await surroundings.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{(test.Passed ? "done  " : "FAILED")} {test.Channel} ({test.Kind}): {test.Detail} ({test.Milliseconds:0} ms)"));
        return report.Passed ? ExitCode.Done : ExitCode.Failed;
    }
}
