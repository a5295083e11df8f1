using TradingDaemon.Storage.Prices;

namespace TradingDaemon.PriceSeries;

/// <summary>Where prices are kept: the file opened when it is needed first, and anew after it was refused. Whoever keeps some waits for whoever does.</summary>
/// <param name="directory">The store's.</param>
/// <param name="retention">For how long prices are kept; above zero.</param>
/// <param name="clock">Real time.</param>
internal sealed class PriceShelf(string directory, TimeSpan retention, TimeProvider clock) : IDisposable
{
    private readonly Lock _gate = new();
    private PriceFile? _file;

    /// <summary>Keeps the rows, and forgets some of what was kept for long enough. Throws <see cref="IOException"/> or <see cref="InvalidDataException"/> when they cannot be kept.</summary>
    /// <returns>How many are new.</returns>
    public int Keep(IReadOnlyList<PriceRow> rows)
    {
        lock (_gate)
        {
            try
            {
                _file ??= PriceFile.Open(directory, clock);
                var kept = _file.Keep(rows);
                _file.Forget(clock.GetUtcNow() - retention);
                return kept;
            }
            catch
            {
                Close();
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate) Close();
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
