namespace TradingDaemon.Simulation.Disk;

/// <summary>A simulated disk's refusal, as a real one's reaches the code above it.</summary>
internal sealed class DiskRefusedException(DiskRefusal why, string path) : IOException($"{Words(why)}: {path}")
{
    /// <summary>Why.</summary>
    public DiskRefusal Why { get; } = why;

    private static string Words(DiskRefusal why) => why switch
    {
        DiskRefusal.Full => "No space left on device",
        DiskRefusal.Broken => "Input/output error",
        DiskRefusal.ReadOnly => "Read-only file system",
        DiskRefusal.Absent => "No such file or directory",
        DiskRefusal.Locked => "The store is in use by another process",
        _ => "The process that asks was killed",
    };
}
