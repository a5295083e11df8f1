using System.Globalization;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Kraken.Spelling;

namespace TradingDaemon.Sandbox.Kraken.Orders;

/// <summary>An order as it was asked for, in words both ways of asking share. Null: not said.</summary>
internal sealed record KrakenOrder
{
    private const int FreeIdLengthMax = 18;

    public KrakenPair? Pair { get; init; }

    public string? Side { get; init; }

    public string? Type { get; init; }

    public string? Volume { get; init; }

    /// <summary>Limit, or trigger of a stop.</summary>
    public string? Price { get; init; }

    public string? TimeInForce { get; init; }

    public bool IsPostOnly { get; init; }

    public string? ClientOrderId { get; init; }

    public string? UserRef { get; init; }

    public string? SelfTrade { get; init; }

    public string? Deadline { get; init; }

    /// <summary>What its fee is wanted in, <c>fcib</c> or <c>fciq</c>. The account decides that here: anything else is refused.</summary>
    public string? FeeFlag { get; init; }

    /// <summary>Something asked for that cannot be had here; its name.</summary>
    public string? Unsupported { get; init; }

    /// <summary>Whether it is only to be checked.</summary>
    public bool IsForCheck { get; init; }

    /// <summary>What the exchange is asked, or Kraken's error.</summary>
    public (OrderRequest? Order, string? Error) Read(DateTimeOffset now)
    {
        if (Pair is null) return (null, KrakenErrors.UnknownPair);
        if (Unsupported is not null) return Bad(Unsupported);
        if (Side is not ("buy" or "sell")) return Bad("type");
        if (Type is not ("market" or "limit" or "stop-loss")) return Bad("ordertype");
        if (Amount(Volume) is not { } volume) return Bad("volume");
        if (volume < Pair.Rules.LotSize) return (null, KrakenErrors.MinimumNotMet);
        var price = Amount(Price);
        if (Type != "market" && price is not > 0m) return Bad("price");
        if (LifetimeOf(TimeInForce) is not { } lifetime || (Type != "limit" && lifetime == Lifetime.FillOrKill)) return Bad("timeinforce");
        if (IsPostOnly && (Type != "limit" || lifetime != Lifetime.GoodTilCancelled)) return Bad("oflags");
        if (ClientOrderId is { } id && !IsClientOrderId(id)) return Bad("cl_ord_id");
        if (UserRef is not null && (ClientOrderId is not null || !int.TryParse(UserRef, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))) return Bad("userref");
        if (Deadline is not null && (!DateTimeOffset.TryParse(Deadline, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var deadline) || deadline < now)) return (null, KrakenErrors.DeadlineElapsed);
        SelfTradePrevention? selfTrade = SelfTrade switch { null or "cancel-newest" or "cancel_newest" => SelfTradePrevention.CancelNewest, "cancel-oldest" or "cancel_oldest" => SelfTradePrevention.CancelOldest, "cancel-both" or "cancel_both" => SelfTradePrevention.CancelBoth, _ => null };
        return selfTrade is null ? Bad("stptype") : (Request(volume, price ?? 0m, lifetime) with { SelfTrade = selfTrade }, null);
    }

    /// <summary>An amount in digits alone; null when it is something else: relative prices and percents cannot be had here.</summary>
    public static decimal? Amount(string? text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var amount) ? amount : null;

    private OrderRequest Request(decimal volume, decimal price, Lifetime lifetime)
    {
        var side = Side == "buy" ? Exchange.Orders.Side.Buy : Exchange.Orders.Side.Sell;
        return Type switch
        {
            "market" => OrderRequest.Market(ClientOrderId ?? "", Pair!.Symbol, side, volume),
            "limit" => OrderRequest.Limit(ClientOrderId ?? "", Pair!.Symbol, side, volume, price, lifetime, IsPostOnly),
            _ => OrderRequest.Stop(ClientOrderId ?? "", Pair!.Symbol, side, volume, price),
        };
    }

    private static Lifetime? LifetimeOf(string? word) => word?.ToUpperInvariant() switch { null or "GTC" => Lifetime.GoodTilCancelled, "IOC" => Lifetime.ImmediateOrCancel, "FOK" => Lifetime.FillOrKill, _ => null };

    // A UUID with dashes, one without, or a short text of its own.
    private static bool IsClientOrderId(string id) => id.Length is > 0 and <= FreeIdLengthMax || Guid.TryParseExact(id, "D", out _) || Guid.TryParseExact(id, "N", out _);

    private static (OrderRequest?, string?) Bad(string argument) => (null, KrakenErrors.Argument(argument));
}
