using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TradingDaemon.Cli.Calls;

/// <summary>Asks a running daemon over HTTP.</summary>
/// <param name="address">Where the daemon listens.</param>
/// <param name="apiKey">The key of its controls; null for none.</param>
internal sealed class DaemonCall(Uri address, string? apiKey)
{
    private const string KeyHeader = "X-Api-Key";

    /// <summary>Asks; null when nothing answers there in time.</summary>
    /// <param name="method">GET or POST.</param>
    /// <param name="route">What for, below the address.</param>
    /// <param name="json">The body; null for none.</param>
    /// <param name="answerMax">How long an answer may take; above zero.</param>
    /// <param name="stopping">Ends it early.</param>
    /// <param name="headers">Further ones; null for none.</param>
    public async Task<(int Status, string Text)?> SendAsync(HttpMethod method, string route, byte[]? json, TimeSpan answerMax, CancellationToken stopping, IReadOnlyDictionary<string, string>? headers = null)
    {
        using var message = new HttpRequestMessage(method, route);
        if (json is not null) message.Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        if (apiKey is not null) message.Headers.Add(KeyHeader, apiKey);
        foreach (var (name, value) in headers ?? new Dictionary<string, string>()) message.Headers.Add(name, value);
        using var client = new HttpClient { BaseAddress = address, Timeout = answerMax };
        try
        {
            using var answer = await client.SendAsync(message, stopping);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(stopping));
        }
        catch (Exception unanswered) when (unanswered is HttpRequestException or SocketException || (unanswered is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>The same, read. Throws <see cref="IOException"/> with words for the operator when nobody answers, or not with that.</summary>
    public async Task<T> AskAsync<T>(HttpMethod method, string route, byte[]? json, JsonTypeInfo<T> type, TimeSpan answerMax, string able, CancellationToken stopping, string instead = "") where T : class
    {
        var answer = await SendAsync(method, route, json, answerMax, stopping) ?? throw new IOException($"Nothing answers at {address}. Is the daemon running there? Another address goes with --url.{instead}");
        return Read(answer.Text, type) ?? throw new IOException($"{address} answered {answer.Status}, so it is not a daemon {able}.");
    }

    /// <summary>What an answer says; null when it says something else.</summary>
    public static T? Read<T>(string text, JsonTypeInfo<T> type) where T : class
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
