namespace TradingDaemon.Simulation.Disk;

/// <summary>Plans by number: at the n-th operation, and for how many from there.</summary>
internal static class FaultPlan
{
    /// <summary>A fault at operation <paramref name="number"/> and the ones after it, <paramref name="times"/> in all.</summary>
    public static Func<DiskOperation, DiskFault?> At(long number, DiskFault fault, long times = 1) =>
        operation => operation.Number >= number && operation.Number - number < times ? fault : null;
}
