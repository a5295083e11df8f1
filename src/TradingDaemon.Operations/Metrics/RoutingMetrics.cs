using System.Diagnostics.Metrics;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Routing;

namespace TradingDaemon.Operations.Metrics;

/// <summary>What routing sent and what it downgraded, what it cost and what it saved. Counted from facts, so a replayed journal counts the same.</summary>
internal sealed class RoutingMetrics
{
    private static readonly AssetClass[] Classes = Enum.GetValues<AssetClass>();
    private static readonly KeyValuePair<string, object?>[] Tags = [.. Enumerable.Range(0, Classes.Max(static of => (int)of) + 1).Select(static at => MetricNames.Tag("asset_class", MetricNames.Label((AssetClass)at)))];
    private const int ElsewhereMax = 4_096; // orders at work that went elsewhere; what comes beyond is not counted as saved
    private readonly Dictionary<ClientOrderId, decimal> _elsewhere = []; // what of an order's saving each unit of it earns, until the order ends
    private readonly Lock _gate = new(); // orders and refusals are a few a second at most
    private readonly long[] _sent = new long[Tags.Length];
    private readonly long[] _downgraded = new long[Tags.Length];
    private readonly double[] _volume = new double[Tags.Length];
    private readonly Histogram<double> _spread;
    private double _saved;

    public RoutingMetrics(Meter meter)
    {
        _spread = meter.CreateHistogram(
            MetricNames.Prefix + "routing_spread_fraction", null, "Spread of orders that were sent, as a fraction of mid.", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01] });
        meter.CreateObservableCounter(MetricNames.Prefix + "routing_sent_total", () => Read(_sent), null, "Orders routing sent.");
        meter.CreateObservableCounter(MetricNames.Prefix + "routing_downgraded_total", () => Read(_downgraded), null, "Entries routing made wait instead.");
        meter.CreateObservableCounter(MetricNames.Prefix + "routing_volume_total", () => Read(_volume), null, "Value of orders routing sent, in account currency.");
        meter.CreateObservableCounter(MetricNames.Prefix + "routing_saved_total", Saved, null, "What was filled of entries was expected to cost less where they went than where their signal named, in account currency.");
    }

    public void Sent(OrderIntent intent, RouteTaken route)
    {
        lock (_gate)
        {
            _sent[(int)route.AssetClass]++;
            _volume[(int)route.AssetClass] += (double)(route.NotionalAccount ?? 0m);
            if (route.SavedAccount is { } saved && _elsewhere.Count < ElsewhereMax) _elsewhere[intent.ClientOrderId] = saved / intent.Terms.Quantity.Base;
        }

        if (route.SpreadFraction is { } spread) _spread.Record((double)spread, Tags[(int)route.AssetClass]);
    }

    /// <summary>What was filled has saved its part of what was expected; what never is has saved nothing.</summary>
    public void Filled(Fact.FillBooked booked)
    {
        lock (_gate)
        {
            if (!_elsewhere.TryGetValue(booked.Fill.ClientOrderId, out var savedPerUnit)) return;
            _saved += (double)(savedPerUnit * booked.Fill.Quantity.Base);
        }

        Moved(booked.Fill.ClientOrderId, booked.Status);
    }

    public void Moved(ClientOrderId order, OrderStatus status)
    {
        if (!status.IsTerminal()) return;
        lock (_gate) _elsewhere.Remove(order);
    }

    public void Downgraded(RouteTaken route)
    {
        lock (_gate) _downgraded[(int)route.AssetClass]++;
    }

    private double Saved()
    {
        lock (_gate) return _saved;
    }

    private Measurement<TNumber>[] Read<TNumber>(TNumber[] figures)
        where TNumber : struct
    {
        lock (_gate) return [.. Classes.Select(of => new Measurement<TNumber>(figures[(int)of], Tags[(int)of]))];
    }
}
