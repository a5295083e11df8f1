namespace TradingDaemon.Composition;

/// <summary>
/// Leaves signals to the command line, which turns them into one token. The host's own answer to a signal would break off a start half way, and there
/// would be nothing to stop in order.
/// </summary>
internal sealed class OwnLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
