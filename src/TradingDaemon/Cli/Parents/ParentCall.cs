using System.Net.Http.Headers;
using System.Text.Json;
using TradingDaemon.Operations.Parents;

namespace TradingDaemon.Cli.Parents;

/// <summary>Asks a running daemon over HTTP to end a parent order.</summary>
/// <param name="address">Where the daemon listens.</param>
/// <param name="apiKey">The key of its controls; null for none.</param>
internal sealed class ParentCall(Uri address, string? apiKey)
{
    private const string KeyHeader = "X-Api-Key";
    private const string Route = "api/v1/parents/cancel";
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(10);

    /// <summary>Asks. Throws <see cref="IOException"/> with words for the operator when nobody answers.</summary>
    public async Task<ParentAnswer> CancelAsync(ParentRequest request, CancellationToken stopping)
    {
        using var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, ParentJson.Default.ParentRequest));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var message = new HttpRequestMessage(HttpMethod.Post, Route) { Content = body };
        using var client = new HttpClient { BaseAddress = address, Timeout = AnswerMax };
        if (apiKey is not null) message.Headers.Add(KeyHeader, apiKey);
        try
        {
            using var answer = await client.SendAsync(message, stopping);
            return Read(await answer.Content.ReadAsStringAsync(stopping)) ?? throw new IOException($"{address} answered {(int)answer.StatusCode}, so it is not a daemon that knows parent orders.");
        }
        catch (Exception unanswered) when (unanswered is HttpRequestException || (unanswered is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            throw new IOException($"Nothing answers at {address}. Is the daemon running there? Another address goes with --url.");
        }
    }

    private static ParentAnswer? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, ParentJson.Default.ParentAnswer);
        }
        catch (JsonException)
        {
            return null; // said by the caller, who knows who answered
        }
    }
}
