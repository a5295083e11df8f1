using System.Diagnostics;
using System.Globalization;

namespace TradingDaemon.Benchmarks.Machine;

/// <summary>Keeps this process, or one it starts, on a single core: the last one, which is the least busy as a rule.</summary>
internal sealed class OneCore : IDisposable
{
    private readonly nint _before;

    private OneCore(nint before) => _before = before;

    /// <summary>Whether processes can be pinned here.</summary>
    public static bool IsPossible { get; } = OperatingSystem.IsLinux() && File.Exists("/usr/bin/taskset");

    /// <summary>The core, as taskset wants it.</summary>
    public static string Number => (Environment.ProcessorCount - 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Pins this process until disposed; null where that cannot be done.</summary>
    public static OneCore? Pin()
    {
        if (!OperatingSystem.IsLinux()) return null;
        using var self = Process.GetCurrentProcess();
        var before = self.ProcessorAffinity;
        self.ProcessorAffinity = (nint)(1L << (Environment.ProcessorCount - 1));
        return new OneCore(before);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var self = Process.GetCurrentProcess();
        self.ProcessorAffinity = _before;
    }
}
