using TradingDaemon.Operations.Secrets;

namespace TradingDaemon.Operations.Health;

/// <summary>A probe whose reading is kept for a short while, so that asking often costs nothing.</summary>
internal sealed class CachedProbe(IHealthProbe probe, TimeSpan keepFor, TimeProvider clock, SecretRedactor redactor)
{
    private readonly Lock _gate = new();
    private ProbeReading? _last;
    private long _readTimestamp;

    public ComponentHealth Judge()
    {
        lock (_gate)
        {
            if (_last is null || clock.GetElapsedTime(_readTimestamp) >= keepFor)
            {
                var reading = probe.Read();
                _last = reading with { Detail = redactor.Redact(reading.Detail) };
                _readTimestamp = clock.GetTimestamp();
            }

            return new ComponentHealth(probe.Name, HealthRole.Dependency, probe.IsVital, _last.Value.Level, _last.Value.Detail, null, null);
        }
    }
}
