using System.Diagnostics;
using System.Text.Json.Nodes;

namespace TradingDaemon.Benchmarks.Daemon;

/// <summary>The real daemon under a steady load: so many strategies on so many instruments at so many ticks a second.</summary>
internal static class LoadedDaemon
{
    /// <summary>Instruments of the load.</summary>
    public const int Instruments = 100;

    /// <summary>Strategies of the load, each on every instrument.</summary>
    public const int Strategies = 100;

    /// <summary>Ticks a second of the load.</summary>
    public const int TicksPerSecond = 10_000;

    /// <summary>Every strategy on every instrument, on quarter-second bars as the delivered tiers have them.</summary>
    public static JsonObject OnBars() => Tiers.Many(Strategies, "00:00:00.250");

    /// <summary>Every strategy on every instrument, on every quote.</summary>
    public static JsonObject OnQuotes() => Tiers.Many(Strategies, "00:00:00");

    /// <summary>Every strategy on an instrument of its own, on every quote.</summary>
    public static JsonObject OneEach() => Tiers.OneEach(Enumerable.Range(0, Instruments).Select(Symbol));

    private const double TradesPerQuote = 0.3; // as the simulated market has them
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    /// <summary>Runs the daemon, lets it warm up, and gives what it measured in the time after.</summary>
    /// <param name="tier">What runs: one of those below.</param>
    /// <param name="lasting">How long is measured.</param>
    /// <param name="data">Directory of its store and ledger, or null for one on the disk.</param>
    /// <param name="stopping">Cancels.</param>
    public static async Task<LoadResult> RunAsync(JsonObject tier, TimeSpan lasting, string? data, CancellationToken stopping)
    {
        using var place = Workplace.With(tier).Change(settings =>
        {
            settings["instruments"] = Market();
            settings["feed"] = new JsonObject { ["kind"] = "simulated", ["speed"] = 1, ["seed"] = 42 };
            settings["venue"] = new JsonObject { ["startingCash"] = new JsonObject { ["USD"] = 10_000_000 } };
            if (data is not null) settings["storage"]!["directory"] = data;
        });
        using var daemon = DaemonProcess.Start(place, onOneCore: false);
        await daemon.ReadyAsync(stopping);
        await Task.Delay(WarmUp, stopping);
        var (first, firstAt, firstCpu) = (await daemon.MetricsAsync(stopping), Stopwatch.GetTimestamp(), daemon.ProcessorTime);
        await Task.Delay(lasting, stopping);
        var (last, lasted, cpu) = (await daemon.MetricsAsync(stopping), Stopwatch.GetElapsedTime(firstAt), daemon.ProcessorTime - firstCpu);
        return new LoadResult(first, last, lasted, cpu, daemon.ResidentMebibytes);
    }

    private static JsonObject Market()
    {
        var quotesPerSecond = TicksPerSecond / (1 + TradesPerQuote) / Instruments;
        var instruments = new JsonObject();
        for (var i = 0; i < Instruments; i++)
        {
            var simulation = new JsonObject { ["startPrice"] = 50 + i, ["annualVolatility"] = 0.6, ["spreadBps"] = 2, ["quotesPerSecond"] = quotesPerSecond };
            instruments[Symbol(i)] = new JsonObject
            {
                ["assetClass"] = "crypto", ["base"] = $"C{i:000}", ["quote"] = "USD", ["tickSize"] = 0.001, ["lotSize"] = 0.001, ["minNotional"] = 1, ["simulation"] = simulation,
            };
        }

        return instruments;
    }

    private static string Symbol(int number) => $"C{number:000}/USD";
}
