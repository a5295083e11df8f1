using System.Globalization;

namespace TradingDaemon.Operations.Health;

/// <summary>The most memory the process may have: its control group's limit (containers, systemd), else what the runtime sees of the machine.</summary>
internal static class MemoryLimit
{
    private const string OwnGroup = "/proc/self/cgroup";
    private const string GroupRoot = "/sys/fs/cgroup";

    public static long Read() => OfGroup(OwnGroup, GroupRoot) ?? GC.GetGCMemoryInfo(GCKind.Any).TotalAvailableMemoryBytes;

    /// <summary>The smallest limit on the way from the process's own group to the root (version 2 hierarchy), or null when there is none.</summary>
    internal static long? OfGroup(string ownGroupFile, string root)
    {
        if (!File.Exists(ownGroupFile)) return null;
        var own = File.ReadLines(ownGroupFile).FirstOrDefault(static line => line.StartsWith("0::", StringComparison.Ordinal))?[3..].Trim('/');
        if (own is null) return null;
        long? smallest = null;
        for (var path = Path.Combine(root, own); path.Length >= root.Length; path = Path.GetDirectoryName(path) ?? string.Empty)
        {
            if (Limit(Path.Combine(path, "memory.max")) is { } limit && (smallest is null || limit < smallest)) smallest = limit;
        }

        return smallest;
    }

    private static long? Limit(string file) =>
        File.Exists(file) && long.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null; // "max" is no number: no limit
}
