using System.Text.Json;
using TradingDaemon.Sandbox.Binance.Orders;
using TradingDaemon.Sandbox.Binance.Spelling;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Binance.Calls;

/// <summary>What <c>exchangeInfo</c> tells: limits, and each symbol with its filters.</summary>
internal static class BinanceInstruments
{
    /// <summary>What one address may use in a minute.</summary>
    public const int WeightPerMinute = 6_000;

    private const int Precision = 8;
    private const decimal QuantityMax = 9_000m;
    private const decimal PriceMax = 1_000_000m;
    private const decimal NotionalMax = 9_000_000m;

    private static readonly string[] OrderTypes = ["LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS"];
    private static readonly string[] Precisions = ["quotePrecision", "quoteAssetPrecision", "baseCommissionPrecision", "quoteCommissionPrecision"];
    private static readonly string[] Forbidden = ["icebergAllowed", "ocoAllowed", "otoAllowed", "opoAllowed", "quoteOrderQtyMarketAllowed", "allowTrailingStop", "cancelReplaceAllowed", "amendAllowed", "pegInstructionsAllowed"];

    public static Reply Write(DateTimeOffset now, IReadOnlyList<BinancePair> pairs, Func<string, bool> isHalted) => BinanceJson.Object(json =>
    {
        json.WriteString("timezone", "UTC");
        json.WriteNumber("serverTime", now.ToUnixTimeMilliseconds());
        json.WriteStartArray("rateLimits");
        WriteLimit(json, "REQUEST_WEIGHT", "MINUTE", 1, WeightPerMinute);
        WriteLimit(json, "ORDERS", "SECOND", 10, BinanceLimits.ShortMax);
        WriteLimit(json, "ORDERS", "DAY", 1, BinanceLimits.DayMax);
        json.WriteEndArray();
        json.WriteStartArray("exchangeFilters");
        json.WriteEndArray();
        json.WriteStartArray("symbols");
        foreach (var pair in pairs) WritePair(json, pair, isHalted(pair.Symbol));
        json.WriteEndArray();
    });

    private static void WriteLimit(Utf8JsonWriter json, string type, string interval, int count, int limit)
    {
        json.WriteStartObject();
        json.WriteString("rateLimitType", type);
        json.WriteString("interval", interval);
        json.WriteNumber("intervalNum", count);
        json.WriteNumber("limit", limit);
        json.WriteEndObject();
    }

    private static void WritePair(Utf8JsonWriter json, BinancePair pair, bool isHalted)
    {
        json.WriteStartObject();
        json.WriteString("symbol", pair.Name);
        json.WriteString("status", isHalted ? "HALT" : "TRADING");
        json.WriteString("baseAsset", pair.Rules.Base);
        json.WriteNumber("baseAssetPrecision", Precision);
        json.WriteString("quoteAsset", pair.Rules.Quote);
        foreach (var name in Precisions) json.WriteNumber(name, Precision);
        WriteWords(json, "orderTypes", OrderTypes);
        foreach (var name in Forbidden) json.WriteBoolean(name, false);
        json.WriteBoolean("isSpotTradingAllowed", true);
        json.WriteBoolean("isMarginTradingAllowed", false);
        json.WriteStartArray("filters");
        WriteFilter(json, "PRICE_FILTER", ("minPrice", pair.Rules.TickSize), ("maxPrice", PriceMax), ("tickSize", pair.Rules.TickSize));
        WriteFilter(json, "LOT_SIZE", ("minQty", pair.Rules.LotSize), ("maxQty", QuantityMax), ("stepSize", pair.Rules.LotSize));
        WriteFilter(json, "MARKET_LOT_SIZE", ("minQty", 0m), ("maxQty", QuantityMax), ("stepSize", 0m));
        WriteNotional(json, pair.Rules.MinNotional);
        json.WriteEndArray();
        WriteWords(json, "permissions", []);
        json.WriteStartArray("permissionSets");
        json.WriteStartArray();
        json.WriteStringValue("SPOT");
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteString("defaultSelfTradePreventionMode", "NONE");
        WriteWords(json, "allowedSelfTradePreventionModes", ["NONE"]);
        json.WriteEndObject();
    }

    private static void WriteFilter(Utf8JsonWriter json, string type, params ReadOnlySpan<(string Name, decimal Amount)> members)
    {
        json.WriteStartObject();
        json.WriteString("filterType", type);
        foreach (var (name, amount) in members) json.WriteText(name, amount);
        json.WriteEndObject();
    }

    private static void WriteNotional(Utf8JsonWriter json, decimal least)
    {
        json.WriteStartObject();
        json.WriteString("filterType", "NOTIONAL");
        json.WriteText("minNotional", least);
        json.WriteBoolean("applyMinToMarket", true);
        json.WriteText("maxNotional", NotionalMax);
        json.WriteBoolean("applyMaxToMarket", false);
        json.WriteNumber("avgPriceMins", 0);
        json.WriteEndObject();
    }

    private static void WriteWords(Utf8JsonWriter json, string name, ReadOnlySpan<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words) json.WriteStringValue(word);
        json.WriteEndArray();
    }
}
