using System.Collections.Immutable;

namespace TradingDaemon.Operations.Web;

/// <summary>The body of <c>/health/live</c> and <c>/health/ready</c>.</summary>
internal sealed record ProbeDocument(string Status, ImmutableArray<string> Reasons, string EngineState, DateTimeOffset Timestamp);
