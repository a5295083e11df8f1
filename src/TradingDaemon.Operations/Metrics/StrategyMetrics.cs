using System.Diagnostics.Metrics;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Operations.Metrics;

/// <summary>One strategy's figures.</summary>
public sealed class StrategyMetrics
{
    private static readonly SignalKind[] Kinds = Enum.GetValues<SignalKind>();
    private static readonly int Slots = Kinds.Max(static kind => (int)kind) + 1;
    private readonly Histogram<double> _evaluation;
    private readonly KeyValuePair<string, object?> _tag;
    private readonly KeyValuePair<string, object?>[] _kindTags;
    private readonly long[] _signals = new long[Slots];
    private long _faults;

    internal StrategyMetrics(string strategy, Histogram<double> evaluation)
    {
        (_evaluation, _tag) = (evaluation, MetricNames.Tag("strategy", strategy));
        _kindTags = [.. Enumerable.Range(0, Slots).Select(static slot => MetricNames.Tag("kind", MetricNames.Label((SignalKind)slot)))];
    }

    /// <summary>It made a signal. One interlocked add.</summary>
    public void Signalled(SignalKind kind) => Interlocked.Increment(ref _signals[(int)kind]);

    /// <summary>One evaluation took this long. Callers may record a sample only, e.g. every 64th. Allocates nothing.</summary>
    public void Evaluated(TimeSpan took) => _evaluation.Record(took.TotalSeconds, _tag);

    /// <summary>It threw or stalled.</summary>
    public void Faulted() => Interlocked.Increment(ref _faults);

    /// <summary>Signals of every kind since the start.</summary>
    public long SignalCount => _signals.Sum();

    internal Measurement<long> FaultsNow => new(Volatile.Read(ref _faults), _tag);

    internal IEnumerable<Measurement<long>> SignalsNow =>
        Kinds.Select(kind => new Measurement<long>(Volatile.Read(ref _signals[(int)kind]), _tag, _kindTags[(int)kind]));
}
