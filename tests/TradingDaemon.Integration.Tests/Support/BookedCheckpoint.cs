using System.Globalization;
using System.Text.Json;

namespace TradingDaemon.Integration.Tests.Support;

/// <summary>The daemon's books as its newest checkpoint file holds them, read as plain JSON.</summary>
internal sealed record BookedCheckpoint(
    long Sequence, string State, IReadOnlyDictionary<string, decimal> Cash, IReadOnlyDictionary<string, decimal> Holdings, IReadOnlySet<string> OpenOrders,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, decimal>> VenueCash)
{
    public static BookedCheckpoint ReadNewest(string data)
    {
        var newest = Files(data)[0];
        using var json = JsonDocument.Parse(File.ReadLines(newest).ElementAt(1));
        var state = json.RootElement;
        var holdings = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var position in state.GetProperty("positions").EnumerateArray())
        {
            var symbol = position.GetProperty("symbol").GetString()!;
            var net = position.GetProperty("lots").EnumerateArray().Sum(static lot => Number(lot.GetProperty("quantityBase")));
            holdings[symbol] = holdings.GetValueOrDefault(symbol) + net;
        }

        return new BookedCheckpoint(
            state.GetProperty("sequence").GetInt64(), state.GetProperty("state").GetString()!,
            Amounts(state.GetProperty("cash")),
            holdings.Where(static held => held.Value != 0m).ToDictionary(static held => held.Key, static held => held.Value, StringComparer.Ordinal),
            state.GetProperty("openOrders").EnumerateArray().Select(static order => order.GetProperty("intent").GetProperty("clientOrderId").GetString()!).ToHashSet(StringComparer.Ordinal),
            state.GetProperty("venueCash").EnumerateObject().ToDictionary(static venue => venue.Name, static venue => (IReadOnlyDictionary<string, decimal>)Amounts(venue.Value), StringComparer.Ordinal));
    }

    /// <summary>The checkpoint files, newest first.</summary>
    public static string[] Files(string data) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(data, "checkpoints"), "checkpoint-*.json")
            .OrderByDescending(static path => long.Parse(Path.GetFileNameWithoutExtension(path)["checkpoint-".Length..], CultureInfo.InvariantCulture)),
    ];

    private static Dictionary<string, decimal> Amounts(JsonElement amounts) =>
        amounts.EnumerateObject().Where(static amount => Number(amount.Value) != 0m).ToDictionary(static amount => amount.Name, static amount => Number(amount.Value), StringComparer.Ordinal);

    private static decimal Number(JsonElement value) => decimal.Parse(value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);
}
