using System.Collections.Immutable;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Operations.Web;

/// <summary>The body of <c>/health</c>.</summary>
internal sealed record HealthDocument(
    string Status, string Version, double UptimeSeconds, DateTimeOffset Timestamp, string EngineState, EmergencyLine? Emergency, ImmutableArray<BlockLine> EntryBlocks, int ActivePositions, int RecoveryQueueDepth,
    bool LoopProgresses, bool DataFresh, ImmutableSortedDictionary<string, ComponentDocument> Components, ImmutableArray<Alert> Alerts)
{
    public static HealthDocument From(HealthReport report, DaemonStatus status, ImmutableArray<Alert> alerts) => new(
        Words.Of(report.Overall), status.Versions.Daemon, Math.Round((report.At - status.StartedAt).TotalSeconds, 1), report.At, Words.Of(status.State), status.Emergency, status.EntryBlocks,
        status.Positions.Length, status.OpenOrders.Count(static order => order.Status is OrderStatus.Unknown), report.LoopProgresses, report.DataIsFresh,
        report.Components.ToImmutableSortedDictionary(static component => component.Name, ComponentDocument.From, StringComparer.Ordinal), alerts);
}
