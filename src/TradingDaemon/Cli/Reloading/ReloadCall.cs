using System.Text.Json;
using TradingDaemon.Cli.Calls;
using TradingDaemon.Operations.Reloading;

namespace TradingDaemon.Cli.Reloading;

/// <summary>Asks a running daemon over HTTP to read its configuration again.</summary>
/// <param name="address">Where the daemon listens.</param>
/// <param name="apiKey">The key of its controls; null for none.</param>
internal sealed class ReloadCall(Uri address, string? apiKey)
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(20); // the answer waits until the change is durable

    /// <summary>Asks. Throws <see cref="IOException"/> with words for the operator when nobody answers.</summary>
    public Task<ReloadAnswer> AskAsync(ReloadRequest request, CancellationToken stopping) => new DaemonCall(address, apiKey).AskAsync(
        HttpMethod.Post, "api/v1/config/reload", JsonSerializer.SerializeToUtf8Bytes(request, ReloadJson.Default.ReloadRequest), ReloadJson.Default.ReloadAnswer, AnswerMax, "that can reload its configuration", stopping,
        " What the files say runs with its next start.");
}
