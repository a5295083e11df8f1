using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;
using TradingDaemon.Cli.Screens;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Cli.Venues;

/// <summary>A venue's instruments and their rules, as a table or as JSON.</summary>
internal static class RuleTable
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <summary>Writes the table.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<TradingRule> rules)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var name in (string[])["Symbol", "At the venue", "Tick", "Lot", "Least quantity", "Least notional", "State"]) table.AddColumn(name);
        foreach (var rule in rules)
            table.AddRow([.. new[] { rule.Symbol.Text, rule.VenueSymbol, Text(rule.TickSize), Text(rule.LotSize), Text(rule.MinQuantity), Text(rule.MinNotional), State(rule) }.Select(Markup.Escape)]);
        TextScreen.On(writer).Write(table);
    }

    /// <summary>The same as one JSON object; what the venue does not tell is left out.</summary>
    public static string Json(IReadOnlyList<TradingRule> rules) => new JsonObject { ["instruments"] = new JsonArray([.. rules.Select(Json)]) }.ToJsonString(Readable);

    private static JsonObject Json(TradingRule rule)
    {
        var told = new JsonObject { ["symbol"] = rule.Symbol.Text, ["venueSymbol"] = rule.VenueSymbol };
        foreach (var (name, value) in new[] { ("tickSize", rule.TickSize), ("lotSize", rule.LotSize), ("minQuantity", rule.MinQuantity), ("minNotional", rule.MinNotional) })
            if (value is { } number) told[name] = number.ToString(CultureInfo.InvariantCulture);
        if (rule.Status is { } status) told["status"] = status;
        if (rule.IsTradable is { } tradable) told["isTradable"] = tradable;
        return told;
    }

    private static string State(TradingRule rule) => rule.IsTradable == false ? $"{rule.Status ?? "closed"}: takes no orders" : rule.Status ?? "";

    private static string Text(decimal? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
