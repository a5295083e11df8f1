using System.Globalization;
using System.Text.Json;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Wire;

/// <summary>Reads what a client writes about orders.</summary>
internal static class OrderBody
{
    private const int ClientOrderIdLengthMax = 64;

    /// <summary>An order, or why it is none. <paramref name="isByHand"/>: it needs no client order id.</summary>
    public static (OrderRequest? Order, ApiError? Error) ReadOrder(JsonElement body, bool isByHand = false)
    {
        var client = Text(body, "clientOrderId") ?? "";
        if (!isByHand && client.Length is 0 or > ClientOrderIdLengthMax) return Bad($"clientOrderId has 1 to {ClientOrderIdLengthMax} characters.");
        if (Text(body, "symbol") is not { } symbol) return Bad("symbol is missing.");
        if (WireWords.ToSide(Text(body, "side")) is not { } side) return Bad("side is buy or sell.");
        if (WireWords.ToKind(Text(body, "type")) is not { } kind) return Bad("type is market, limit or stop.");
        if (Amount(body, "quantity") is not { } quantity) return Bad("quantity is a decimal string.");
        var price = Amount(body, "price");
        if (kind != OrderKind.Market && price is null) return Bad($"price of a {WireWords.Of(kind)} order is a decimal string.");
        if (WireWords.ToLifetime(Text(body, "timeInForce")) is not { } lifetime) return Bad("timeInForce is gtc, ioc, fok or day.");
        var selfTrade = Text(body, "selfTrade");
        if (selfTrade is not null && WireWords.ToSelfTrade(selfTrade) is null) return Bad("selfTrade is cancelNewest, cancelOldest or cancelBoth.");
        var isPostOnly = body.TryGetProperty("postOnly", out var flag) && flag.ValueKind == JsonValueKind.True;
        if (isPostOnly && (kind != OrderKind.Limit || lifetime is Lifetime.ImmediateOrCancel or Lifetime.FillOrKill)) return Bad("Only a limit order that may rest is post-only.");
        var request = kind switch
        {
            OrderKind.Market => OrderRequest.Market(client, symbol, side, quantity),
            OrderKind.Stop => OrderRequest.Stop(client, symbol, side, quantity, price!.Value),
            _ => OrderRequest.Limit(client, symbol, side, quantity, price!.Value, lifetime, isPostOnly),
        };
        return (request with { SelfTrade = WireWords.ToSelfTrade(selfTrade) }, null);
    }

    /// <summary>A property's text; null when it is missing, null or something else.</summary>
    public static string? Text(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A property's amount, a string or a number; null when it is missing or something else.</summary>
    public static decimal? Amount(JsonElement body, string name)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number) return value.TryGetDecimal(out var number) ? number : null;
        return value.ValueKind == JsonValueKind.String
            && decimal.TryParse(value.GetString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;
    }

    private static (OrderRequest?, ApiError?) Bad(string message) => (null, new ApiError(ApiError.BadRequest, message));
}
