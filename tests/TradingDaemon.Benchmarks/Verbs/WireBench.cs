using System.Text.Json.Nodes;
using TradingDaemon.Benchmarks.Daemon;
using TradingDaemon.Benchmarks.Reporting;
using TradingDaemon.Benchmarks.Wire;
using TradingDaemon.Sandbox;

namespace TradingDaemon.Benchmarks.Verbs;

/// <summary><c>wire</c>: from the commit that made an order durable to its bytes on the way to an exchange over loopback.</summary>
internal sealed class WireBench : IBench
{
    private const double MedianMax = 0.000_5;
    private const double Percentile99Max = 0.005;
    private const double Speed = 20;
    private static readonly string[] Symbols = ["BTC/USD", "ETH/USD", "SOL/USD", "AAPL", "MSFT", "AMZN", "GOOG", "TSLA", "EUR/USD"];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    /// <inheritdoc/>
    public string Verb => "wire";

    /// <inheritdoc/>
    public string Summary => "Durable order to bytes on the wire: the daemon trading at the sandbox exchange over loopback, signed, with fsync on.";

    /// <inheritdoc/>
    public async Task<BenchReport> RunAsync(BenchRun run, CancellationToken stopping)
    {
        await using var exchange = await SandboxServer.StartAsync(new SandboxOptions { Speed = Speed, Accounts = [SandboxAccount.Demo with { Cash = new Dictionary<string, decimal> { ["USD"] = 10_000_000m } }] }, stopping);
        using var place = Workplace.With(Tiers.OneEach(Symbols)).Change(settings =>
        {
            settings["venues"] = new JsonObject { ["sandbox"] = new JsonObject { ["kind"] = "sandbox", ["url"] = exchange.Address.ToString().TrimEnd('/') } };
            settings["routing"] = new JsonObject { ["venues"] = new JsonObject { ["any"] = "sandbox" } };
        });
        var stamps = new WireStamps();
        run.Say("the daemon starts and warms up");
        await using var daemon = await WiredDaemon.StartAsync(place.Load(), place.Url, stamps, stopping);
        await Task.Delay(WarmUp, stopping);
        stamps.Clear();
        var first = await daemon.MetricsAsync(stopping);
        await Task.Delay(TimeSpan.FromSeconds(run.Choose(60, 10)), stopping);
        var (times, last) = (stamps.Read(), await daemon.MetricsAsync(stopping));
        run.Say($"{Words.Count(times.ToWire.Count)} orders");
        return times.ToWire.Count == 0 ? BenchReport.Impossible(Verb, "no order was sent in the time.") : Report(times, new LoadResult(first, last, WarmUp, TimeSpan.Zero, 0).Timed("stage_seconds", "stage", "dispatch"));
    }

    private BenchReport Report(WireTimes times, Histogram dispatch)
    {
        var (median, high) = (WireTimes.Quantile(times.ToWire, 0.5), WireTimes.Quantile(times.ToWire, 0.99));
        return new BenchReport(Verb,
        [
            Figure.Judged("durable to wire p50", "< 0.5 ms", $"{Words.Seconds(median)} ({Words.Count(times.ToWire.Count)} orders)", median < MedianMax, median, "s", $"to the door of any venue: {Words.Seconds(dispatch.Quantile(0.5))}"),
            Figure.Judged("durable to wire p99", "< 5 ms", $"{Words.Seconds(high)} (longest {Words.Seconds(times.ToWire[^1])})", high < Percentile99Max, high, "s", $"to the door of any venue: {Words.Seconds(dispatch.Quantile(0.99))}"),
            Told("durable to wire, orders that found no other under way", times.Free),
            Told("durable to the exchange's answer, all orders", times.ToAnswer),
        ],
        [
            Words.Text($"The whole daemon with its store on this disk and every commit flushed, trading at the sandbox exchange in this process: {Symbols.Length} crossovers on every quote, a market at {Speed:0} times its pace. Stamps are taken after the commit returns and after the write of the request's last byte returned; the first byte of the answer ends the other figure."),
            "The bars are held against all orders. A key's requests leave one after the other, because their numbers must arrive rising: the second order of one commit waits for the answer to the first. What the way itself takes, the orders that found no other under way tell.",
            "The alternative is the part of the way every order goes, also to the simulated venue inside the daemon: from the commit to the venue's door, without guard, gate, signature and socket; the daemon's own histogram, interpolated inside its buckets.",
        ], []);
    }

    private static Figure Told(string what, IReadOnlyList<double> times) => Figure.Told(
        what, $"p50 {Words.Seconds(WireTimes.Quantile(times, 0.5))}, p99 {Words.Seconds(WireTimes.Quantile(times, 0.99))}, longest {Words.Seconds(times[^1])} ({Words.Count(times.Count)} orders)", WireTimes.Quantile(times, 0.5), "s");
}
