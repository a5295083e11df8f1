using System.Collections.Concurrent;
using TradingDaemon.Operations.Secrets;

namespace TradingDaemon.Operations.Health;

/// <summary>
/// Where components say how they are and operators read it. Nothing runs here: limits are judged when somebody asks, so a
/// stalled process cannot keep reporting that it is well. Thread-safe.
/// </summary>
public sealed class HealthBoard(TimeProvider clock, SecretRedactor redactor)
{
    /// <summary>More components than this is a leak of registrations, not a larger daemon.</summary>
    public const int ComponentsMax = 256;

    /// <summary>How long a probe's reading is reused: disk and memory do not change faster than anybody can act.</summary>
    public static readonly TimeSpan ProbeKeptFor = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Func<ComponentHealth>> _components = new(StringComparer.Ordinal);

    /// <summary>Puts a component on the board. It is starting until it first beats or says how it is.</summary>
    /// <param name="name">Unique, e.g. <c>engine</c>, <c>feed:simulated</c>, <c>venue:simulated</c>.</param>
    /// <param name="role">What its silence means.</param>
    /// <param name="isVital">Whether the daemon is critical when this is; otherwise it is degraded.</param>
    /// <param name="limits">Null for <see cref="HealthLimits.Default"/>.</param>
    /// <exception cref="ArgumentException">The name is taken or empty, or a limit is out of range.</exception>
    /// <exception cref="InvalidOperationException">More than <see cref="ComponentsMax"/> components.</exception>
    public HealthComponent Register(string name, HealthRole role, bool isVital = true, HealthLimits? limits = null)
    {
        limits ??= HealthLimits.Default;
        if (limits.ProgressMax <= TimeSpan.Zero) throw new ArgumentException("The progress limit must be above zero.", nameof(limits));
        if (limits.FailuresDegraded < 1 || limits.FailuresCritical < limits.FailuresDegraded) throw new ArgumentException("Failure limits must be at least 1 and in order.", nameof(limits));
        var component = new HealthComponent(name, role, isVital, limits, clock, redactor);
        Add(name, component.Judge);
        return component;
    }

    /// <summary>Puts a probe on the board; it is read when somebody asks, at most every <see cref="ProbeKeptFor"/>.</summary>
    /// <exception cref="ArgumentException">The name is taken or empty.</exception>
    /// <exception cref="InvalidOperationException">More than <see cref="ComponentsMax"/> components.</exception>
    public void AddProbe(IHealthProbe probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        Add(probe.Name, new CachedProbe(probe, ProbeKeptFor, clock, redactor).Judge);
    }

    /// <summary>Takes a component off, e.g. a feed that was unloaded. Unknown names are ignored.</summary>
    public void Remove(string name) => _components.TryRemove(name, out _);

    /// <summary>How everything is now.</summary>
    public HealthReport Report() => new(
        clock.GetUtcNow(),
        [.. _components.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => pair.Value())]);

    private void Add(string name, Func<ComponentHealth> judge)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (_components.Count >= ComponentsMax) throw new InvalidOperationException($"The health board holds at most {ComponentsMax} components.");
        if (!_components.TryAdd(name, judge)) throw new ArgumentException($"'{name}' is on the health board already.", nameof(name));
    }
}
