using System.Net.Http.Headers;
using System.Text.Json;
using TradingDaemon.Domain.Control;
using TradingDaemon.Operations.Control;
using TradingDaemon.Storage.Emergency;

namespace TradingDaemon.Cli.Emergency;

/// <summary>Asks a running daemon's emergency stop over HTTP; when nothing answers, leaves the flag in its data directory, where a daemon that runs or starts finds it.</summary>
/// <param name="address">Where the daemon listens.</param>
/// <param name="apiKey">The key of its controls; null for none.</param>
/// <param name="directory">Its data directory.</param>
/// <param name="clock">Real time.</param>
internal sealed class EmergencyCall(Uri address, string? apiKey, string directory, TimeProvider clock)
{
    private const string KeyHeader = "X-Api-Key";
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(5); // its own bound is three

    /// <summary>Asks; null when nothing answers there.</summary>
    public async Task<ControlAnswer?> AskAsync(string route, ControlRequest request, CancellationToken stopping)
    {
        using var client = new HttpClient { BaseAddress = address, Timeout = AnswerMax };
        if (apiKey is not null) client.DefaultRequestHeaders.Add(KeyHeader, apiKey);
        using var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, ControlJson.Default.ControlRequest));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var answer = await client.PostAsync(new Uri($"api/v1/emergency/{route}", UriKind.Relative), body, stopping);
            var text = await answer.Content.ReadAsStringAsync(stopping);
            return Read(text) ?? new(false, $"{address} answered {(int)answer.StatusCode}, so it is not a daemon with an emergency stop.", null);
        }
        catch (Exception unanswered) when (unanswered is HttpRequestException || (unanswered is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Leaves the flag. A weaker one never replaces a stronger one, except to resume.</summary>
    public ControlAnswer Leave(EmergencyState state, bool liquidate, string reason)
    {
        var file = new FlagFile(directory);
        var asked = new EmergencyFlag(state, liquidate, clock.GetUtcNow(), "cli", reason);
        try
        {
            Directory.CreateDirectory(directory);
            if (file.Read() is FlagReading.Stands { Flag: var stands } && state != EmergencyState.Active && stands.State >= state && (stands.Liquidate || !liquidate))
                return new(true, $"Nothing answers at {address}. {file.Path} says {stands.State} already.", null);
            file.Write(asked);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new(false, $"Nothing answers at {address}, and {file.Path} cannot be written: {refused.Message} Cancel and close at the venue by hand.", null);
        }

        return new(true, $"Nothing answers at {address}. {file.Path} says {state} now: a daemon that runs on this directory obeys within a second, one that starts begins so.", null);
    }

    private static ControlAnswer? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, ControlJson.Default.ControlAnswer);
        }
        catch (JsonException)
        {
            return null; // said by the caller, who knows who answered
        }
    }
}
