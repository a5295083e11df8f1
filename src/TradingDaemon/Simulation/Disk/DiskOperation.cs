namespace TradingDaemon.Simulation.Disk;

/// <summary>One change a disk is asked for.</summary>
/// <param name="Number">1, 2, 3… over the disk's life.</param>
/// <param name="Kind">What.</param>
/// <param name="Path">Of which file or directory.</param>
/// <param name="Offset">Where a write begins, or a cut file ends; else zero.</param>
/// <param name="Length">Bytes of a write; else zero.</param>
internal readonly record struct DiskOperation(long Number, DiskOperationKind Kind, string Path, long Offset, int Length)
{
    /// <summary>For the words of a failed run.</summary>
    public override string ToString() => Kind == DiskOperationKind.Write
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#{Number} {Kind} {Path} [{Offset}, +{Length}]")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#{Number} {Kind} {Path}");
}
