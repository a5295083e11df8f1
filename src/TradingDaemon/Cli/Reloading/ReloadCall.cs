using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using TradingDaemon.Operations.Reloading;

namespace TradingDaemon.Cli.Reloading;

/// <summary>Asks a running daemon over HTTP to read its configuration again.</summary>
/// <param name="address">Where the daemon listens.</param>
/// <param name="apiKey">The key of its controls; null for none.</param>
internal sealed class ReloadCall(Uri address, string? apiKey)
{
    private const string KeyHeader = "X-Api-Key";
    private const string Route = "api/v1/config/reload";
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(20); // the answer waits until the change is durable

    /// <summary>Asks. Throws <see cref="IOException"/> with words for the operator when nobody answers.</summary>
    public async Task<ReloadAnswer> AskAsync(ReloadRequest request, CancellationToken stopping)
    {
        using var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, ReloadJson.Default.ReloadRequest));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var message = new HttpRequestMessage(HttpMethod.Post, Route) { Content = body };
        using var client = new HttpClient { BaseAddress = address, Timeout = AnswerMax };
        if (apiKey is not null) message.Headers.Add(KeyHeader, apiKey);
        try
        {
            using var answer = await client.SendAsync(message, stopping);
            return Read(await answer.Content.ReadAsStringAsync(stopping)) ?? throw new IOException($"{address} answered {(int)answer.StatusCode}, so it is not a daemon that can reload its configuration.");
        }
        catch (Exception unanswered) when (unanswered is HttpRequestException or SocketException || (unanswered is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            throw new IOException($"Nothing answers at {address}. Is the daemon running there? Another address goes with --url. What the files say runs with its next start.");
        }
    }

    private static ReloadAnswer? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, ReloadJson.Default.ReloadAnswer);
        }
        catch (JsonException)
        {
            return null; // said by the caller, who knows who answered
        }
    }
}
