using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TradingDaemon.Cli.Calls;
using TradingDaemon.Operations.Control;

namespace TradingDaemon.Cli.Alerts;

/// <summary>Asks a running daemon about its alerts over HTTP.</summary>
/// <param name="address">Where the daemon listens.</param>
/// <param name="apiKey">The key of its controls; null for none.</param>
internal sealed class AlertCall(Uri address, string? apiKey)
{
    private const string Route = "api/v1/alerts";
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(5); // a daemon that needs longer is not well

    /// <summary>What stands, and how the channels are. Throws <see cref="IOException"/> with words for the operator when nobody says.</summary>
    public Task<AlertsView> ListAsync(CancellationToken stopping) => AskAsync(HttpMethod.Get, Route, null, AlertsJson.Default.AlertsView, stopping);

    /// <summary>Acknowledges. Throws <see cref="IOException"/> with words for the operator when nobody answers.</summary>
    /// <param name="id">Which alert.</param>
    /// <param name="by">Who does, or what they say of it; null for nobody in particular.</param>
    /// <param name="stopping">Ends it early.</param>
    public Task<AckAnswer> AcknowledgeAsync(string id, string? by, CancellationToken stopping) => AskAsync(
        HttpMethod.Post, $"{Route}/{Uri.EscapeDataString(id)}/ack", JsonSerializer.SerializeToUtf8Bytes(new AckRequest(by), AlertsJson.Default.AckRequest), AlertsJson.Default.AckAnswer, stopping);

    private Task<T> AskAsync<T>(HttpMethod method, string route, byte[]? json, JsonTypeInfo<T> type, CancellationToken stopping) where T : class =>
        new DaemonCall(address, apiKey).AskAsync(method, route, json, type, AnswerMax, "that can say what its alerts are", stopping);
}
