using System.Globalization;
using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Alpaca.Spelling;

namespace TradingDaemon.Sandbox.Alpaca.Orders;

/// <summary>An order as a client writes it, checked as Alpaca does before its market sees it.</summary>
internal sealed class AlpacaOrderForm(JsonElement body, AlpacaMarkets markets)
{
    private const int ClientOrderIdLengthMax = 128;
    private const decimal NotionalMin = 1m;

    /// <summary>What it is to buy or sell in dollars; null where a quantity was said.</summary>
    public decimal? Notional => Amount("notional");

    public string? Text(string name) => body.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? value.ToString() : null;

    public decimal? Amount(string name) => decimal.TryParse(Text(name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;

    /// <summary>What the exchange is asked, or why not.</summary>
    /// <param name="clientOrderId">The order's name where the client gave none.</param>
    /// <param name="priceOf">The price at which dollars become a quantity, for a side; null when there is none.</param>
    /// <param name="held">What the account holds of it.</param>
    public (OrderRequest? Order, AlpacaError? Error) Read(Func<string> clientOrderId, Func<AlpacaMarket, Side, decimal?> priceOf, Func<AlpacaMarket, decimal> held)
    {
        if (Text("symbol") is not { Length: > 0 } symbol) return Parameter("symbol is required");
        if (markets.Find(symbol) is not { } market) return (null, AlpacaErrors.Unprocessable($"asset \"{symbol}\" not found"));
        if (Text("side") is not ("buy" or "sell")) return Parameter("side must be buy or sell");
        var side = Text("side") == "buy" ? Side.Buy : Side.Sell;
        if (Text("order_class") is not (null or "" or "simple")) return Parameter("order_class is not offered here");
        if (KindError(market) is { } kindError) return (null, kindError);
        if (LifetimeOf(market, out var lifetime) is { } lifetimeError) return (null, lifetimeError);
        var price = Text("type") switch { "limit" => Amount("limit_price"), "stop" => Amount("stop_price"), _ => 0m };
        if (price is null or 0m && Text("type") != "market") return Parameter($"{Text("type")} orders require {(Text("type") == "stop" ? "stop" : "limit")}_price");
        if (Text("type") == "market" && (Text("limit_price") ?? Text("stop_price")) is not null) return Parameter("market orders must not have limit_price or stop_price");
        if (!market.IsCoin && price % (price >= 1m ? 0.01m : 0.0001m) != 0m) return (null, AlpacaErrors.Unprocessable($"invalid limit_price {price}. sub-penny increment does not fulfill minimum pricing criteria"));
        if (QuantityOf(market, side, price!.Value, priceOf, out var quantity) is { } quantityError) return (null, quantityError);
        if (!market.IsCoin && PartError(quantity, side, held(market)) is { } partError) return (null, partError);
        if (Text("client_order_id") is { Length: > ClientOrderIdLengthMax }) return Parameter("client_order_id must be no more than 128 characters");
        var id = Text("client_order_id") is { Length: > 0 } given ? given : clientOrderId();
        return (Text("type") switch
        {
            "market" => OrderRequest.Market(id, market.Symbol, side, quantity),
            "stop" => OrderRequest.Stop(id, market.Symbol, side, quantity, price.Value),
            _ => OrderRequest.Limit(id, market.Symbol, side, quantity, price.Value, lifetime),
        }, null);
    }

    private AlpacaError? KindError(AlpacaMarket market) => (Text("type"), market.IsCoin) switch
    {
        (null, _) => AlpacaErrors.Parameter("type is required"),
        ("market" or "limit", _) or ("stop", false) => null,
        (_, true) => AlpacaErrors.Parameter("invalid order type for crypto order"),
        _ => AlpacaErrors.Parameter("invalid order type"),
    };

    private AlpacaError? LifetimeOf(AlpacaMarket market, out Lifetime lifetime)
    {
        var word = Text("time_in_force");
        lifetime = word switch { "day" => Lifetime.Day, "ioc" => Lifetime.ImmediateOrCancel, "fok" => Lifetime.FillOrKill, _ => Lifetime.GoodTilCancelled };
        if (Text("extended_hours") is "True" or "true" && (Text("type") != "limit" || word != "day")) return AlpacaErrors.Parameter("only type=\"limit\" is allowed for extended hours orders");
        if (market.IsCoin) return word is "gtc" or "ioc" ? null : AlpacaErrors.Unprocessable("invalid crypto time_in_force");
        return word switch
        {
            "day" or "gtc" or "ioc" or "fok" => null,
            null => AlpacaErrors.Parameter("time_in_force is required"),
            _ => AlpacaErrors.Unprocessable($"invalid time_in_force {word}"),
        };
    }

    private AlpacaError? QuantityOf(AlpacaMarket market, Side side, decimal price, Func<AlpacaMarket, Side, decimal?> priceOf, out decimal quantity)
    {
        quantity = Amount("qty") ?? 0m;
        if (Text("qty") is not null && Text("notional") is not null) return AlpacaErrors.Parameter("only one of qty or notional is accepted");
        if (Text("notional") is null) return Text("qty") is null ? AlpacaErrors.Parameter("qty is required") : quantity <= 0m ? AlpacaErrors.Parameter("qty must be > 0") : null;
        if (Notional is not >= NotionalMin || Text("type") == "stop") return AlpacaErrors.Parameter("notional must be >= 1.00");
        var at = price > 0m ? price : priceOf(market, side) ?? 0m;
        if (at <= 0m) return AlpacaErrors.Unprocessable("no price is known for this asset");
        quantity = market.Rules.FloorToLot(Notional!.Value / at);
        return quantity > 0m ? null : AlpacaErrors.Parameter("notional is too small");
    }

    private AlpacaError? PartError(decimal quantity, Side side, decimal held)
    {
        if (quantity % 1m == 0m && Notional is null) return null;
        if (Text("time_in_force") != "day") return AlpacaErrors.Unprocessable("fractional orders must be DAY orders");
        return side == Side.Sell && quantity > held ? AlpacaErrors.Unprocessable("fractional orders cannot be sold short") : null;
    }

    private static (OrderRequest?, AlpacaError?) Parameter(string message) => (null, AlpacaErrors.Parameter(message));
}
