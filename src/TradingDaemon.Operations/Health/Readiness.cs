using System.Collections.Immutable;
using TradingDaemon.Domain.Control;

namespace TradingDaemon.Operations.Health;

/// <summary>Whether the daemon trades as it should, and if not, every reason why.</summary>
/// <param name="Reasons">Empty when ready.</param>
public sealed record Readiness(ImmutableArray<string> Reasons)
{
    /// <summary>True when nothing stands against it.</summary>
    public bool IsReady => Reasons.IsEmpty;

    /// <summary>Ready is: the engine runs, data is fresh, nothing vital is critical. Paused is not ready: entries are stopped, and whoever asks should know.</summary>
    public static Readiness Judge(HealthReport report, EngineState state)
    {
        ArgumentNullException.ThrowIfNull(report);
        var reasons = ImmutableArray.CreateBuilder<string>();
        if (state is not EngineState.Running) reasons.Add(StateReason(state));
        foreach (var component in report.Components.Where(static component => component.IsVital))
        {
            var waitsForData = component is { Role: HealthRole.Data, Level: HealthLevel.Starting };
            if (component.Level is HealthLevel.Critical || waitsForData) reasons.Add($"{component.Name}: {component.Detail}");
        }

        return new Readiness(reasons.ToImmutable());
    }

    private static string StateReason(EngineState state) => state switch
    {
        EngineState.Starting => "engine: recovering",
        EngineState.Reconciling => "engine: comparing with the venues",
        EngineState.Paused => "engine: paused, entries are stopped",
        EngineState.Stopping => "engine: stopping",
        EngineState.Stopped => "engine: stopped",
        EngineState.Faulted => "engine: faulted, an operator must look",
        _ => "engine: state unknown",
    };
}
