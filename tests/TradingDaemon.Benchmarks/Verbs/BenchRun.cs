namespace TradingDaemon.Benchmarks.Verbs;

/// <summary>What every benchmark of one run is told.</summary>
/// <param name="IsQuick">Whether a rough figure is enough.</param>
/// <param name="Say">Where progress goes.</param>
internal sealed record BenchRun(bool IsQuick, Action<string> Say)
{
    /// <summary>The long measurement when there is time for it, else the short one.</summary>
    public T Choose<T>(T whole, T quick) => IsQuick ? quick : whole;
}
