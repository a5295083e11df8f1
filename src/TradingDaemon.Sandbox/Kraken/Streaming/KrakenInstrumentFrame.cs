using System.Text.Json;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Kraken.Spelling;
using TradingDaemon.Sandbox.Protocols;

namespace TradingDaemon.Sandbox.Kraken.Streaming;

/// <summary>What is traded, as the instrument channel tells it.</summary>
internal static class KrakenInstrumentFrame
{
    /// <summary>All assets and pairs; inside the floor.</summary>
    public static byte[] Of(ExchangeFloor floor, PairTable<KrakenPair> pairs) => KrakenJson.Frame(json =>
    {
        json.WriteString("channel", "instrument");
        json.WriteString("type", "snapshot");
        json.WriteStartObject("data");
        json.WriteStartArray("assets");
        foreach (var asset in pairs.All.SelectMany(static pair => new[] { pair.Rules.Base, pair.Rules.Quote }).Distinct()) WriteAsset(json, asset);
        json.WriteEndArray();
        json.WriteStartArray("pairs");
        foreach (var pair in pairs.All) WritePair(json, pair, floor.Exchange.Operator.IsHalted(pair.Symbol));
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteAsset(Utf8JsonWriter json, string asset)
    {
        var isCurrency = KrakenAssets.IsCurrency(asset);
        json.WriteStartObject();
        json.WriteString("id", asset);
        json.WriteString("status", "enabled");
        json.WriteNumber("precision", isCurrency ? 4 : KrakenAssets.Decimals);
        json.WriteNumber("precision_display", isCurrency ? 2 : 5);
        json.WriteBoolean("borrowable", false);
        json.WriteFigure("collateral_value", 1m, 2);
        json.WriteEndObject();
    }

    private static void WritePair(Utf8JsonWriter json, KrakenPair pair, bool isHalted)
    {
        json.WriteStartObject();
        json.WriteString("symbol", pair.Symbol);
        json.WriteString("base", pair.Rules.Base);
        json.WriteString("quote", pair.Rules.Quote);
        json.WriteString("status", isHalted ? "cancel_only" : "online");
        json.WriteNumber("qty_precision", pair.LotDecimals);
        json.WriteFigure("qty_increment", pair.Rules.LotSize, pair.LotDecimals);
        json.WriteNumber("price_precision", pair.PriceDecimals);
        json.WriteNumber("cost_precision", KrakenPair.CostDecimals);
        json.WriteBoolean("marginable", false);
        json.WriteBoolean("has_index", false);
        json.WriteFigure("cost_min", pair.Rules.MinNotional, 2);
        json.WriteFigure("tick_size", pair.Rules.TickSize, pair.PriceDecimals);
        json.WriteFigure("price_increment", pair.Rules.TickSize, pair.PriceDecimals);
        json.WriteFigure("qty_min", pair.Rules.LotSize, pair.LotDecimals);
        json.WriteEndObject();
    }
}
