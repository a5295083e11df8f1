using System.Text.Json;
using TradingDaemon.Cli.Calls;
using TradingDaemon.Operations.Reloading;

namespace TradingDaemon.Cli.Reloading;

/// <summary>Asks a running daemon over HTTP to read its configuration again, or to go back to an earlier one.</summary>
/// <param name="address">Where the daemon listens.</param>
/// <param name="apiKey">The key of its controls; null for none.</param>
internal sealed class ReloadCall(Uri address, string? apiKey)
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(20); // the answer waits until the change is durable

    /// <summary>Asks for a reload. Throws <see cref="IOException"/> with words for the operator when nobody answers.</summary>
    public Task<ReloadAnswer> AskAsync(ReloadRequest request, CancellationToken stopping) =>
        PostAsync("reload", JsonSerializer.SerializeToUtf8Bytes(request, ReloadJson.Default.ReloadRequest), "that can reload its configuration", " What the files say runs with its next start.", stopping);

    /// <summary>Asks for an earlier version. Throws <see cref="IOException"/> with words for the operator when nobody answers.</summary>
    public Task<ReloadAnswer> AskAsync(RollbackRequest request, CancellationToken stopping) =>
        PostAsync("rollback", JsonSerializer.SerializeToUtf8Bytes(request, ReloadJson.Default.RollbackRequest), "that can go back to an earlier configuration", " Without one running, `config history` tells what to write into the files.", stopping);

    private Task<ReloadAnswer> PostAsync(string what, byte[] json, string able, string instead, CancellationToken stopping) =>
        new DaemonCall(address, apiKey).AskAsync(HttpMethod.Post, $"api/v1/config/{what}", json, ReloadJson.Default.ReloadAnswer, AnswerMax, able, stopping, instead);
}
