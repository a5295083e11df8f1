using System.Globalization;

namespace TradingDaemon.Operations.Health;

/// <summary>Room left where the journal is written: a full disk stops every entry, so it is told early.</summary>
/// <param name="directory">Any directory on the disk; it must exist when looked at.</param>
/// <param name="degradedAbove">Used fraction from which it is degraded, 0…1.</param>
/// <param name="criticalAbove">Used fraction from which it is critical, 0…1.</param>
public sealed class DiskSpaceProbe(string directory, double degradedAbove = 0.85, double criticalAbove = 0.95) : IHealthProbe
{
    /// <inheritdoc/>
    public string Name => "disk";

    /// <inheritdoc/>
    public bool IsVital => true;

    /// <inheritdoc/>
    public ProbeReading Read()
    {
        try
        {
            var drive = new DriveInfo(Path.GetFullPath(directory));
            return Judge(drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new ProbeReading(HealthLevel.Critical, $"the disk of the data directory cannot be read: {failure.Message}");
        }
    }

    /// <summary>Judges free and total bytes.</summary>
    internal ProbeReading Judge(long freeBytes, long totalBytes)
    {
        var used = totalBytes > 0 ? 1.0 - (double)freeBytes / totalBytes : 1.0;
        return new ProbeReading(
            ProbeReading.Above(used, degradedAbove, criticalAbove),
            string.Create(CultureInfo.InvariantCulture, $"{used:P1} used, {freeBytes / 1_048_576} MiB free; degraded above {degradedAbove:P0}, critical above {criticalAbove:P0}"));
    }
}
