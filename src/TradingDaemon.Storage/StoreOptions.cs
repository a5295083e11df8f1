using TradingDaemon.Storage.Files;

namespace TradingDaemon.Storage;

/// <summary>How a store is opened.</summary>
public sealed record StoreOptions
{
    /// <summary>Directory of the store; made when absent.</summary>
    public required string Directory { get; init; }

    /// <summary>Pins the epoch (replays use 1), and refuses a store of another; null begins a new one with each opening, from the clock.</summary>
    public int? Epoch { get; init; }

    /// <summary>Checkpoints kept; at least 1. A damaged one falls back to the one before.</summary>
    public int CheckpointsKept { get; init; } = 3;

    /// <summary>How long a lock of another process is waited for before <see cref="IOException"/>; short, because an order waits with it.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Where the bytes lie; the machine's own files unless a test or a simulation brings another.</summary>
    public IStoreDisk Disk { get; init; } = MachineDisk.Instance;
}
