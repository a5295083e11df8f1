using System.Collections.Immutable;
using TradingDaemon.Domain.Control;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Operations.Health;

/// <summary>Whether the daemon trades as it should, and if not, every reason why.</summary>
/// <param name="Reasons">Empty when ready.</param>
public sealed record Readiness(ImmutableArray<string> Reasons)
{
    /// <summary>True when nothing stands against it.</summary>
    public bool IsReady => Reasons.IsEmpty;

    /// <summary>Ready is: the engine runs, every venue takes entries, data is fresh, nothing vital is critical. Where entries are stopped it is not ready, and whoever asks should know.</summary>
    /// <param name="report">The health of every component.</param>
    /// <param name="state">The engine's state.</param>
    /// <param name="blocks">What keeps entries from leaving. Those of a single instrument do not count: the others are traded.</param>
    public static Readiness Judge(HealthReport report, EngineState state, ImmutableArray<BlockLine> blocks)
    {
        ArgumentNullException.ThrowIfNull(report);
        var reasons = ImmutableArray.CreateBuilder<string>();
        if (state is not EngineState.Running) reasons.Add(StateReason(state));
        reasons.AddRange(blocks.Where(static block => block.Symbol is null).Select(static block => $"venue {block.Venue}: no entries, {block.Cause}: {block.Reason}"));
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
