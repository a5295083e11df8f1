using System.Diagnostics;
using TradingDaemon.Benchmarks.Machine;
using TradingDaemon.Benchmarks.Reporting;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Sandbox;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Benchmarks.Verbs;

/// <summary><c>requests</c>: what it takes to build and sign an order for each venue.</summary>
internal sealed class RequestsBench : IBench
{
    private const double SharedSecretMax = 20e-6;
    private const double CurveMax = 100e-6;
    private const int Passes = 7;

    // A limit order as strategies send them, and when and under which number the first is sent.
    private static readonly OrderTerms Terms = new OrderTerms.Limit(Quantity.From(0.0125m), Price.From(63_310.2m), TimeInForce.GoodTilCancelled, PostOnly: false);
    private static readonly Stamp First = new(1_786_000_000_000_000, new DateTimeOffset(2026, 8, 12, 19, 29, 2, TimeSpan.Zero));

    /// <inheritdoc/>
    public string Verb => "requests";

    /// <inheritdoc/>
    public string Summary => "An order built and signed for each venue, ready to be sent: time and bytes each.";

    /// <inheritdoc/>
    public Task<BenchReport> RunAsync(BenchRun run, CancellationToken stopping)
    {
        using var pinned = OneCore.Pin();
        var figures = new List<Figure>();
        foreach (var adapter in VenueAdapters.All.Where(static adapter => adapter.Requests is not null))
        {
            stopping.ThrowIfCancellationRequested();
            run.Say(adapter.Name);
            figures.Add(Measured(adapter, run.Choose(4_000, 400)));
        }

        return Task.FromResult(new BenchReport(Verb, figures,
        [
            Words.Text($"A limit order from our terms to method, address, headers and body with their signature; each with the next number and a millisecond later. Median of {Passes} passes on one core, after two that warm up."),
            "Coinbase signs each request by ES256, a curve whose arithmetic is the system's library's; Alpaca sends its key as it is; the others sign by HMAC.",
        ], []));
    }

    private static Figure Measured(VenueAdapter adapter, int count)
    {
        var demo = SandboxAccount.DemoOf(adapter.Name);
        var requests = adapter.Requests!(adapter.Hosts[0], new VenueCredentials(demo.Key, demo.Secret));
        var order = new OrderToPlace(requests.Spelled("BTC/USD"), OrderSide.Buy, Terms, adapter.Abilities.TakesClientOrderIds ? "TD0000000000000001" : null);
        var times = new List<double>();
        var bytes = 0L;
        for (var pass = 0; pass < Passes + 2; pass++)
        {
            var (allocated, since) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            for (var i = 0; i < count; i++) requests.Place(order, new Stamp(First.Nonce + i, First.Time.AddMilliseconds(i)));
            if (pass < 2) continue;
            times.Add(Stopwatch.GetElapsedTime(since).TotalSeconds / count);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / count;
        }

        times.Sort();
        var (median, most) = (times[times.Count / 2], adapter.Name == "coinbase" ? CurveMax : SharedSecretMax);
        return Figure.Judged($"order for {adapter.Name}, built and signed", $"< {Words.Seconds(most)}", $"{Words.Seconds(median)}, {Words.Count(bytes)} B", median < most, median, "s");
    }
}
