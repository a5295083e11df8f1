namespace TradingDaemon.Sandbox.Alpaca.Streaming;

/// <summary>One connection an account and market data stream. Thread-safe.</summary>
internal sealed class AlpacaSeats
{
    private readonly Lock _gate = new();
    private readonly HashSet<(string Account, string Path)> _taken = [];

    /// <summary>Takes the place until a connection ends; false when another has it.</summary>
    public bool TryTake(string account, string path, CancellationToken ending)
    {
        lock (_gate)
            if (!_taken.Add((account, path))) return false;
        ending.Register(() =>
        {
            lock (_gate) _taken.Remove((account, path));
        });
        return true;
    }
}
