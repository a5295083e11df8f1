using System.Globalization;

namespace TradingDaemon.Operations.Health;

/// <summary>Resident memory of the process against the most it may have: past that the kernel ends it without asking.</summary>
/// <param name="usedBytes">Resident memory now.</param>
/// <param name="limitBytes">The most it may have; zero or less when unknown.</param>
/// <param name="degradedAbove">Used fraction from which it is degraded, 0…1.</param>
/// <param name="criticalAbove">Used fraction from which it is critical, 0…1.</param>
public sealed class MemoryProbe(Func<long> usedBytes, Func<long> limitBytes, double degradedAbove = 0.80, double criticalAbove = 0.90) : IHealthProbe
{
    /// <summary>This process against its control group's limit, or the machine's memory when it has none.</summary>
    public static MemoryProbe OfThisProcess() => new(static () => Environment.WorkingSet, MemoryLimit.Read);

    /// <inheritdoc/>
    public string Name => "memory";

    /// <summary>False: trading goes on until the memory is really gone.</summary>
    public bool IsVital => false;

    /// <inheritdoc/>
    public ProbeReading Read()
    {
        var (used, limit) = (usedBytes(), limitBytes());
        if (limit <= 0) return new ProbeReading(HealthLevel.Healthy, string.Create(CultureInfo.InvariantCulture, $"{used / 1_048_576} MiB resident, no limit known"));
        var fraction = (double)used / limit;
        return new ProbeReading(
            ProbeReading.Above(fraction, degradedAbove, criticalAbove),
            string.Create(CultureInfo.InvariantCulture, $"{used / 1_048_576} of {limit / 1_048_576} MiB resident ({fraction:P1}); degraded above {degradedAbove:P0}, critical above {criticalAbove:P0}"));
    }
}
