using TradingDaemon.Storage.Inspection;

namespace TradingDaemon.Cli.Quality;

/// <summary>The same as <c>quality</c> for whoever asks again and again: each time only what the journal holds more than the last time is read.</summary>
/// <param name="directory">The store's directory.</param>
internal sealed class QualityReadings(string directory) : IDisposable
{
    private readonly QualitySums _sums = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _read;

    /// <summary>The lines as one JSON array. Whoever asks while somebody is being answered waits; what was read of a request that was given up is not read again.</summary>
    public async Task<string> ReadAsync(CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            return await Task.Run(() => Read(stopping), stopping);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private string Read(CancellationToken stopping)
    {
        using var inspection = StoreInspection.Open(directory);
        foreach (var recorded in inspection.FactsAfter(_read))
        {
            stopping.ThrowIfCancellationRequested();
            _sums.Take(recorded.Fact);
            _read = recorded.Sequence;
        }

        return QualityPrint.Json(_sums.Lines());
    }
}
