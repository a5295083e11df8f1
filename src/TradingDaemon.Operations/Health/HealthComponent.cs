using System.Globalization;
using TradingDaemon.Operations.Secrets;

namespace TradingDaemon.Operations.Health;

/// <summary>
/// A component's own line on the board. <see cref="Beat()"/> says "I made progress" and is cheap enough for every turn of a
/// loop; the other methods say how it is. A loop beats when idle too: it wakes at least every half limit. Thread-safe.
/// </summary>
public sealed class HealthComponent
{
    private const long Never = long.MinValue;
    private readonly TimeProvider _clock;
    private readonly SecretRedactor _redactor;
    private readonly HealthLimits _limits;
    private long _beatTimestamp = Never;
    private int _failures;
    private volatile bool _rests;
    private volatile Verdict? _verdict;

    internal HealthComponent(string name, HealthRole role, bool isVital, HealthLimits limits, TimeProvider clock, SecretRedactor redactor)
    {
        (Name, Role, IsVital, _limits, _clock, _redactor) = (name, role, isVital, limits, clock, redactor);
    }

    /// <summary>Unique name on the board.</summary>
    public string Name { get; }

    /// <summary>What its silence means.</summary>
    public HealthRole Role { get; }

    /// <summary>Whether the daemon is critical when this is.</summary>
    public bool IsVital { get; }

    /// <summary>It made progress now.</summary>
    public void Beat() => Beat(_clock.GetTimestamp());

    /// <summary>It made progress at <paramref name="timestamp"/> (<see cref="TimeProvider.GetTimestamp"/>); saves a clock reading where the caller has one.</summary>
    public void Beat(long timestamp)
    {
        Volatile.Write(ref _beatTimestamp, timestamp);
        if (_rests) _rests = false;
    }

    /// <summary>No progress is expected until the next beat, e.g. the market is closed or the file ended.</summary>
    public void Rest(string detail)
    {
        _rests = true;
        Say(HealthLevel.Healthy, detail);
    }

    /// <summary>It works; forgets earlier failures. Not a beat.</summary>
    public void Healthy(string detail = "")
    {
        Volatile.Write(ref _failures, 0);
        Say(HealthLevel.Healthy, detail);
    }

    /// <summary>It works with a limit. Not a beat.</summary>
    public void Degraded(string detail) => Say(HealthLevel.Degraded, detail);

    /// <summary>It does not work. Not a beat.</summary>
    public void Critical(string detail) => Say(HealthLevel.Critical, detail);

    /// <summary>One more failure in a row: degraded, and past the limit critical, until <see cref="Healthy"/> is said.</summary>
    public void Failed(string detail)
    {
        var failures = Interlocked.Increment(ref _failures);
        var level = failures >= _limits.FailuresCritical ? HealthLevel.Critical : failures >= _limits.FailuresDegraded ? HealthLevel.Degraded : HealthLevel.Healthy;
        Say(level, failures == 1 ? detail : string.Create(CultureInfo.InvariantCulture, $"{detail} ({failures} times in a row)"));
    }

    internal ComponentHealth Judge()
    {
        var (beat, verdict) = (Volatile.Read(ref _beatTimestamp), _verdict);
        TimeSpan? age = beat == Never || _rests ? null : _clock.GetElapsedTime(beat);
        var (level, detail) = (age, verdict) switch
        {
            ({ } silent, _) when silent > _limits.ProgressMax && verdict?.Level is not HealthLevel.Critical => (HealthLevel.Critical, Silence(silent, _limits.ProgressMax.Value)),
            (_, { } said) => (said.Level, said.Detail),
            (null, null) => (HealthLevel.Starting, "has not reported yet"),
            _ => (HealthLevel.Healthy, string.Empty),
        };
        return new ComponentHealth(Name, Role, IsVital, level, detail, age, _limits.ProgressMax);
    }

    private static string Silence(TimeSpan silent, TimeSpan max) =>
        string.Create(CultureInfo.InvariantCulture, $"no progress for {silent.TotalSeconds:0.0} s, limit {max.TotalSeconds:0.#} s");

    // The text may come from an exception or a venue; it is shown to anybody who asks.
    private void Say(HealthLevel level, string detail)
    {
        if (_verdict is { } last && last.Level == level && ReferenceEquals(last.Told, detail)) return; // repeated at every turn by some loops
        _verdict = new Verdict(level, _redactor.Redact(detail), detail);
    }

    private sealed record Verdict(HealthLevel Level, string Detail, string Told);
}
