using System.Globalization;

namespace TradingDaemon.Operations.Health;

/// <summary>
/// Processor time against its own habit: twice the usual is a change worth knowing, however fast the machine. The habit is a
/// slowly moving average of earlier looks; nothing is judged before it has settled.
/// </summary>
/// <param name="clock">Measures the time between looks.</param>
/// <param name="processorTime">Processor time used so far.</param>
public sealed class ProcessorProbe(TimeProvider clock, Func<TimeSpan> processorTime) : IHealthProbe
{
    private const int SettledAfterLooks = 12;
    private const double BaselineWeight = 0.05;   // a look counts 5 %: the habit of the last few minutes
    private const double TimesBaseline = 2.0;
    private const double CoresIgnored = 0.25;     // twice almost nothing is still almost nothing
    private long _lookedAt = long.MinValue;
    private TimeSpan _usedThen;
    private double _baselineCores;
    private int _looks;

    /// <summary>This process.</summary>
    public static ProcessorProbe OfThisProcess(TimeProvider clock) => new(clock, static () => Environment.CpuUsage.TotalTime);

    /// <inheritdoc/>
    public string Name => "processor";

    /// <summary>False: a busy process still trades.</summary>
    public bool IsVital => false;

    /// <inheritdoc/>
    public ProbeReading Read()
    {
        var (now, used) = (clock.GetTimestamp(), processorTime());
        var elapsed = _lookedAt == long.MinValue ? TimeSpan.Zero : clock.GetElapsedTime(_lookedAt, now);
        var cores = elapsed > TimeSpan.Zero ? (used - _usedThen) / elapsed : 0.0;
        (_lookedAt, _usedThen) = (now, used);
        if (elapsed <= TimeSpan.Zero) return new ProbeReading(HealthLevel.Healthy, "first look");
        var isHigh = _looks >= SettledAfterLooks && cores > CoresIgnored && cores > TimesBaseline * _baselineCores;
        var detail = string.Create(CultureInfo.InvariantCulture, $"{cores:0.00} cores, usually {_baselineCores:0.00}; degraded above twice the usual");
        _baselineCores = _looks == 0 ? cores : _baselineCores + BaselineWeight * (cores - _baselineCores);
        _looks++;
        return new ProbeReading(isHigh ? HealthLevel.Degraded : HealthLevel.Healthy, detail);
    }
}
