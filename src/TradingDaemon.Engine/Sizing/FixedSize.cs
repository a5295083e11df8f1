namespace TradingDaemon.Engine.Sizing;

/// <summary>Always the same quantity, or the same value in account currency.</summary>
internal static class FixedSize
{
    public static decimal? Base(in SizingCase entry) =>
        entry.Spec.Sizing.QuantityBase ?? (entry.Spec.Sizing.NotionalAccount is { } value ? entry.BaseOf(value) : null);
}
