namespace TradingDaemon.Simulation.Disk;

/// <summary>What befalls one operation.</summary>
internal abstract record DiskFault
{
    private DiskFault() { }

    /// <summary>Every process on the disk is killed before the operation; what was written stays.</summary>
    internal sealed record Kill : DiskFault;

    /// <summary>The power goes while the operation is under way; <paramref name="Seed"/> chooses which unsynced bytes and names are kept.</summary>
    internal sealed record PowerCut(int Seed) : DiskFault;

    /// <summary>The operation is refused and changes nothing.</summary>
    internal sealed record Refuse(DiskRefusal Why) : DiskFault;

    /// <summary>Only the first <paramref name="Bytes"/> of a write are taken, then the disk is full; other operations are refused whole.</summary>
    internal sealed record ShortWrite(int Bytes) : DiskFault;

    /// <summary>The operation succeeds after a while of virtual time.</summary>
    internal sealed record Stall(TimeSpan Duration) : DiskFault;
}
