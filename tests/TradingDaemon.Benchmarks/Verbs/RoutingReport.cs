using System.Globalization;
using System.Text.Json;
using TradingDaemon.Benchmarks.Daemon;
using TradingDaemon.Benchmarks.Market;
using TradingDaemon.Benchmarks.Reporting;

namespace TradingDaemon.Benchmarks.Verbs;

/// <summary><c>routing-report</c>: recordings of every asset class, replayed with routing off and on.</summary>
internal sealed class RoutingReport : IBench
{
    /// <inheritdoc/>
    public string Verb => "routing-report";

    /// <inheritdoc/>
    public string Summary => "Replays recorded quotes of every asset class with smart routing off and on: spread paid, downgrades, fees and profit.";

    /// <inheritdoc/>
    public async Task<BenchReport> RunAsync(BenchRun run, CancellationToken stopping)
    {
        if (RecordedData.Files.Count == 0) return BenchReport.Impossible(Verb, RecordedData.Absent);
        var (rows, figures) = (new List<IReadOnlyList<string>>(), new List<Figure>());
        foreach (var one in RoutingCase.All)
        {
            if (await PlayAsync(one, isOn: false, stopping) is not { } off || await PlayAsync(one, isOn: true, stopping) is not { } on) continue;
            rows.Add(Row($"{one.AssetClass}, off", off));
            rows.Add(Row($"{one.AssetClass}, on", on));
            var saved = off.SpreadPaid - on.SpreadPaid;
            run.Say(Words.Text($"{one.AssetClass}: spread paid {off.SpreadPaid:N2} → {on.SpreadPaid:N2}, profit {off.Profit:N2} → {on.Profit:N2}"));
            figures.Add(Figure.Told(one.AssetClass, Words.Text($"spread paid {on.SpreadPaid:N2}, {on.Waited:N0} waited, profit {on.Profit:N2}"), (double)saved, "account currency", Words.Text($"off: spread paid {off.SpreadPaid:N2}, profit {off.Profit:N2}")));
        }

        return new BenchReport(Verb, figures,
        [
            "The same recordings, strategies, seed and limits twice: off is `EXEC_SMART_ROUTING_ENABLED=0`, on is `1`. Crossover and momentum on every quote and every instrument; the strategies' own `slippageMaxFraction` is 0.99, so that what waits, waits for its class's limit. An order is for 2 % of equity, which begins at a million.",
            "Spread paid is half the spread of each order that was filled, as the journal has it, times its value, in account currency. Waited counts stored refusals: the same one again within a minute is not stored. Profit is realized and unrealized after fees.",
            "Two dealers: the strategies see one dealer's quotes. Off, every order goes there; on, to the dealer that is cheaper at the moment, where its quote is of the same minute. Both are taken to charge the same.",
            "An order that waits changes what comes after it: profit differs for that as well, and is one sample.",
        ],
        [new Table("Off and on, by class:", ["recordings", "orders", "waited", "mean spread", "mean slippage", "spread paid", "fees", "profit", "of it before fees"], rows)]);
    }

    private static async Task<Played?> PlayAsync(RoutingCase one, bool isOn, CancellationToken stopping)
    {
        using var place = Workplace.With(Tiers.Often(one.QuoteAgeMax, one.Symbols)).Change(one.Change);
        var files = one.In(place);
        if (files.Count == 0) return null;
        var store = Path.Combine(place.Directory, "played");
        string[] routing = ["--set", $"routing:smartEnabled={(isOn ? "true" : "false")}", "--set", $"routing:spreadGateEnabled={(isOn ? "true" : "false")}"];
        string[] currency = one.Currency == "USD" ? [] : ["--currency", one.Currency];
        using var replay = JsonDocument.Parse(await DaemonProcess.RunAsync(place, onOneCore: false, stopping, ["replay", "--json", "--store", store, .. currency, .. routing, .. files]));
        using var quality = JsonDocument.Parse(await DaemonProcess.RunAsync(place, onOneCore: false, stopping, ["quality", "--json", "--set", $"storage:directory={store}"]));
        var root = replay.RootElement;
        var all = quality.RootElement.EnumerateArray().FirstOrDefault(static line => line.GetProperty("by").GetString() == "all");
        decimal? Of(string key) => all.ValueKind == JsonValueKind.Object && all.GetProperty(key).GetString() is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;
        decimal Money(string key) => decimal.Parse(root.GetProperty(key).GetString() ?? "0", CultureInfo.InvariantCulture);
        return new Played(
            root.GetProperty("orders").GetInt64(), all.ValueKind == JsonValueKind.Object ? all.GetProperty("waited").GetInt64() : 0, Of("spreadFraction"), Of("slippageFraction"),
            Of("spreadPaidQuote") ?? 0m, Money("fees"), Money("realizedPnl") + Money("unrealizedPnl"));
    }

    private static string[] Row(string name, Played played) =>
    [
        name, Words.Text($"{played.Orders:N0}"), Words.Text($"{played.Waited:N0}"), Words.Text($"{played.SpreadFraction:P4}"), Words.Text($"{played.SlippageFraction:P4}"), Words.Text($"{played.SpreadPaid:N2}"),
        Words.Text($"{played.Fees:N2}"), Words.Text($"{played.Profit:N2}"), Words.Text($"{played.Profit + played.Fees:N2}"),
    ];

    private sealed record Played(long Orders, long Waited, decimal? SpreadFraction, decimal? SlippageFraction, decimal SpreadPaid, decimal Fees, decimal Profit);
}
