namespace TradingDaemon.Simulation.Tests.World;

/// <summary>What a disk does to files that are not looked at.</summary>
internal static class Rot
{
    /// <summary>Flips one bit of the newest checkpoint; false when there is none.</summary>
    public static bool DamageNewestCheckpoint(string directory, Fate fate)
    {
        var newest = Directory.EnumerateFiles(Path.Combine(directory, "checkpoints")).Order(StringComparer.Ordinal).LastOrDefault();
        if (newest is null) return false;
        var bytes = File.ReadAllBytes(newest);
        bytes[fate.Next(bytes.Length)] ^= 0x10;
        File.WriteAllBytes(newest, bytes);
        return true;
    }
}
