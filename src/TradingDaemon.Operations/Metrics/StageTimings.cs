using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Operations.Metrics;

/// <summary>How long the parts of a tick's journey take: as histograms for the scraper, as quantiles for the status.</summary>
internal sealed class StageTimings
{
    private readonly Histogram<double> _stage;
    private readonly Histogram<double> _tickToOrder;
    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly LatencyQuantiles[] _quantiles;
    private readonly LatencyQuantiles _tickToOrderQuantiles = new("tick_to_order");

    public StageTimings(Meter meter)
    {
        var labels = Enumerable.Range(0, Enum.GetValues<Stage>().Max(static stage => (int)stage) + 1).Select(static slot => MetricNames.Label((Stage)slot)).ToArray();
        _tags = [.. labels.Select(static label => MetricNames.Tag("stage", label))];
        _quantiles = [.. labels.Select(static label => new LatencyQuantiles(label))];
        _stage = meter.CreateHistogram(MetricNames.Prefix + "stage_seconds", "s", "Time spent in one part of a tick's journey.", null, Buckets.Pipeline);
        _tickToOrder = meter.CreateHistogram(MetricNames.Prefix + "tick_to_order_seconds", "s", "Time from the tick's receipt to its order being handed to the venue, durable write included.", null, Buckets.Pipeline);
    }

    public void Took(Stage stage, TimeSpan took)
    {
        _stage.Record(took.TotalSeconds, _tags[(int)stage]);
        _quantiles[(int)stage].Record(took);
    }

    public void TickBecameOrder(TimeSpan took)
    {
        _tickToOrder.Record(took.TotalSeconds);
        _tickToOrderQuantiles.Record(took);
    }

    public ImmutableArray<LatencyLine> Read() =>
        [.. Enum.GetValues<Stage>().Select(stage => _quantiles[(int)stage].Read()), _tickToOrderQuantiles.Read()];
}
