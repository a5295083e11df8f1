using System.Text.Json;
using TradingDaemon.Cli.Calls;
using TradingDaemon.Operations.Parents;

namespace TradingDaemon.Cli.Parents;

/// <summary>Asks a running daemon over HTTP to halt, resume or end a parent order.</summary>
/// <param name="address">Where the daemon listens.</param>
/// <param name="apiKey">The key of its controls; null for none.</param>
internal sealed class ParentCall(Uri address, string? apiKey)
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(10);

    /// <summary>Asks for <c>cancel</c>, <c>pause</c> or <c>resume</c>. Throws <see cref="IOException"/> with words for the operator when nobody answers.</summary>
    public Task<ParentAnswer> AskAsync(string verb, ParentRequest request, CancellationToken stopping) => new DaemonCall(address, apiKey).AskAsync(
        HttpMethod.Post, $"api/v1/parents/{verb}", JsonSerializer.SerializeToUtf8Bytes(request, ParentJson.Default.ParentRequest), ParentJson.Default.ParentAnswer, AnswerMax, "that knows parent orders", stopping);
}
