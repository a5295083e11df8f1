using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TradingDaemon.Operations.Control;

namespace TradingDaemon.Cli.Alerts;

/// <summary>Asks a running daemon about its alerts over HTTP.</summary>
/// <param name="address">Where the daemon listens.</param>
/// <param name="apiKey">The key of its controls; null for none.</param>
internal sealed class AlertCall(Uri address, string? apiKey)
{
    private const string KeyHeader = "X-Api-Key";
    private const string Route = "api/v1/alerts";
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(5); // a daemon that needs longer is not well

    /// <summary>What stands, and how the channels are. Throws <see cref="IOException"/> with words for the operator when nobody says.</summary>
    public Task<AlertsView> ListAsync(CancellationToken stopping) =>
        AskAsync(new HttpRequestMessage(HttpMethod.Get, Route), AlertsJson.Default.AlertsView, stopping);

    /// <summary>Acknowledges. Throws <see cref="IOException"/> with words for the operator when nobody answers.</summary>
    /// <param name="id">Which alert.</param>
    /// <param name="by">Who does, or what they say of it; null for nobody in particular.</param>
    /// <param name="stopping">Ends it early.</param>
    public Task<AckAnswer> AcknowledgeAsync(string id, string? by, CancellationToken stopping)
    {
        var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new AckRequest(by), AlertsJson.Default.AckRequest));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return AskAsync(new HttpRequestMessage(HttpMethod.Post, $"{Route}/{Uri.EscapeDataString(id)}/ack") { Content = body }, AlertsJson.Default.AckAnswer, stopping);
    }

    private async Task<T> AskAsync<T>(HttpRequestMessage message, JsonTypeInfo<T> type, CancellationToken stopping) where T : class
    {
        using var request = message;
        using var client = new HttpClient { BaseAddress = address, Timeout = AnswerMax };
        if (apiKey is not null) request.Headers.Add(KeyHeader, apiKey);
        try
        {
            using var answer = await client.SendAsync(request, stopping);
            return Read(await answer.Content.ReadAsStringAsync(stopping), type) ?? throw new IOException($"{address} answered {(int)answer.StatusCode}, so it is not a daemon that can say what its alerts are.");
        }
        catch (Exception unanswered) when (unanswered is HttpRequestException or SocketException || (unanswered is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            throw new IOException($"Nothing answers at {address}. Is the daemon running there? Another address goes with --url.");
        }
    }

    private static T? Read<T>(string text, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(text, type);
        }
        catch (JsonException)
        {
            return null; // said by the caller, who knows who answered
        }
    }
}
