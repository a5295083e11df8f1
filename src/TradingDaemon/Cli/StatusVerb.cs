using System.CommandLine;
using System.Net.Sockets;
using System.Text.Json;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Screens;
using TradingDaemon.Configuration;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Cli;

/// <summary><c>status</c>: asks a running daemon.</summary>
internal sealed class StatusVerb(ConfigurationOptions options, Surroundings surroundings)
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(5); // a daemon that needs longer is not well

    private readonly Option<string?> _url = new("--url") { Description = "Where the daemon listens; as configured by default.", HelpName = "address" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints the daemon's answer as it is." };
    private readonly Option<bool> _healthOnly = new("--health-only") { Description = "Prints nothing but readiness; exit code 0 when ready, else 1." };

    /// <summary>The verb for the command line.</summary>
    public Command Build()
    {
        var command = new Command("status", "Asks a running daemon how it is.") { _url, _json, _healthOnly };
        command.SetAction(InvokeAsync);
        return command;
    }

    private async Task<int> InvokeAsync(ParseResult result, CancellationToken stopping)
    {
        if (!ListeningAddress.TryFind(result.GetValue(_url), options.Peek(result).InForce, out var uri, out var wrong)) return await surroundings.RefuseAsync(wrong, ExitCode.Misused);

        using var client = new HttpClient { BaseAddress = uri, Timeout = AnswerMax };
        try
        {
            return result.GetValue(_healthOnly) ? await HealthAsync(client, stopping) : await StatusAsync(client, result.GetValue(_json), stopping);
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException || (failure is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            await surroundings.Error.WriteLineAsync($"error: Nothing answers at {uri} ({Why(failure)}). Is the daemon running there? Another address goes with --url.");
            return ExitCode.Failed;
        }
    }

    private async Task<int> HealthAsync(HttpClient client, CancellationToken stopping)
    {
        using var answer = await client.GetAsync(new Uri("health/ready", UriKind.Relative), stopping);
        await surroundings.Output.WriteLineAsync(answer.IsSuccessStatusCode ? "ready" : "not ready");
        return answer.IsSuccessStatusCode ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task<int> StatusAsync(HttpClient client, bool asJson, CancellationToken stopping)
    {
        using var answer = await client.GetAsync(new Uri("api/v1/status", UriKind.Relative), stopping);
        var body = await answer.Content.ReadAsStringAsync(stopping);
        if (!answer.IsSuccessStatusCode)
        {
            await surroundings.Error.WriteLineAsync($"error: {client.BaseAddress} answered {(int)answer.StatusCode}, so it is not a daemon that can say how it is.");
            return ExitCode.Failed;
        }

        if (asJson) await surroundings.Output.WriteLineAsync(body);
        else if (Read(body) is { } status) StatusScreen.Write(surroundings.Output, status);
        else
        {
            await surroundings.Error.WriteLineAsync($"error: The answer of {client.BaseAddress} is not a status this version can read; --json prints it as it is.");
            return ExitCode.Failed;
        }

        return ExitCode.Done;
    }

    private static DaemonStatus? Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, StatusJson.Default.DaemonStatus);
        }
        catch (JsonException)
        {
            return null; // said by the caller, who knows who answered
        }
    }

    private static string Why(Exception failure) => failure is OperationCanceledException ? $"no answer within {AnswerMax.TotalSeconds:0} s" : failure.Message;
}
