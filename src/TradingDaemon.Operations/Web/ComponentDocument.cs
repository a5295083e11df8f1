using TradingDaemon.Operations.Health;

namespace TradingDaemon.Operations.Web;

/// <summary>One component in <c>/health</c>.</summary>
internal sealed record ComponentDocument(string Status, bool Vital, string? Detail, double? SilenceSeconds, double? SilenceMaxSeconds)
{
    public static ComponentDocument From(ComponentHealth component) => new(
        Words.Of(component.Level), component.IsVital, component.Detail.Length == 0 ? null : component.Detail,
        component.SinceProgress is { } silence ? Math.Round(silence.TotalSeconds, 3) : null, component.ProgressMax?.TotalSeconds);
}
