using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Wire;

/// <summary>The exchange's own "no" in the protocol's codes.</summary>
internal static class Refusals
{
    /// <summary>A refused order or replacement; <paramref name="request"/> tells which number broke its grid.</summary>
    public static ApiError ToError(RefusalCode code, string reason, OrderRequest? request, ExchangeInstrument? instrument) => new(CodeOf(code, request, instrument), reason);

    private static string CodeOf(RefusalCode code, OrderRequest? request, ExchangeInstrument? instrument) => code switch
    {
        RefusalCode.InsufficientFunds => ApiError.InsufficientFunds,
        RefusalCode.InvalidIncrement => GridOf(request, instrument),
        RefusalCode.UnknownInstrument => ApiError.UnknownInstrument,
        RefusalCode.WouldTake => ApiError.WouldTake,
        RefusalCode.DuplicateClientOrderId => ApiError.DuplicateClientOrderId,
        RefusalCode.NoLiquidity => ApiError.NoLiquidity,
        RefusalCode.MarketClosed => ApiError.MarketHalted,
        RefusalCode.OrderFilled or RefusalCode.OrderEnded => ApiError.OrderClosed,
        RefusalCode.NotFound => ApiError.OrderNotFound,
        _ => ApiError.BadRequest,
    };

    private static string GridOf(OrderRequest? request, ExchangeInstrument? instrument)
    {
        if (request is null || instrument is null) return ApiError.BadRequest;
        if (request.Quantity <= 0m || request.Quantity % instrument.LotSize != 0m) return ApiError.InvalidQuantity;
        var isPriced = request.Kind != OrderKind.Market;
        return isPriced && (request.Price <= 0m || request.Price % instrument.TickSize != 0m) ? ApiError.InvalidPrice : ApiError.MinNotional;
    }
}
