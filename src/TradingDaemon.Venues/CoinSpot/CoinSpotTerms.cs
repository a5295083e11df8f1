using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Venues.CoinSpot;

/// <summary>How an order is put to CoinSpot, which rests orders at a rate, or buys and sells at once and gives no id.</summary>
/// <param name="IsNow">Whether at once.</param>
/// <param name="RateQuote">The rate it rests at; at once, the one it was decided at.</param>
/// <param name="ThresholdPercent">At once: how far the venue's rate may be worse.</param>
/// <param name="Side">Buy or sell.</param>
internal sealed record CoinSpotTerms(bool IsNow, decimal RateQuote, decimal ThresholdPercent, OrderSide Side)
{
    /// <summary>A market order's bound: the venue has no other, and its own margin on what is done at once is about so much.</summary>
    public const decimal MarketThresholdPercent = 1m;

    private const int RateDecimals = 8;

    /// <summary>The rate nothing of it is worse than, quote currency.</summary>
    public decimal WorstRate => !IsNow ? RateQuote : RateQuote * (1m + ((Side == OrderSide.Buy ? ThresholdPercent : -ThresholdPercent) / 100m));

    /// <summary>
    /// As the venue can take it; null when it cannot: stops, post-only and day orders, and a market order nobody knows a rate for. An order that takes or is gone, whole or in part,
    /// goes at once, with its limit as the rate and nothing worse allowed.
    /// </summary>
    /// <param name="intent">What is meant.</param>
    /// <param name="terms">Its terms on the venue's increments.</param>
    /// <param name="touchQuote">The rate now, where the decision had none; null when nobody knows.</param>
    public static CoinSpotTerms? Of(OrderIntent intent, OrderTerms terms, decimal? touchQuote)
    {
        var decided = intent.Side == OrderSide.Buy ? intent.DecisionAsk : intent.DecisionBid;
        return terms switch
        {
            OrderTerms.Limit { PostOnly: false, TimeInForce: TimeInForce.GoodTilCancelled } limit => new(false, OnGrid(limit.Price.QuotePerBase, intent.Side), 0m, intent.Side),
            OrderTerms.Limit { PostOnly: false, TimeInForce: TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill } limit => new(true, OnGrid(limit.Price.QuotePerBase, intent.Side), 0m, intent.Side),
            OrderTerms.Market when decided > 0m => new(true, OnGrid(decided, intent.Side), MarketThresholdPercent, intent.Side),
            OrderTerms.Market when touchQuote is > 0m and { } touch => new(true, OnGrid(touch, intent.Side), MarketThresholdPercent, intent.Side),
            _ => null,
        };
    }

    // Never worse than meant; a rate below the last decimal stays, for the venue to refuse.
    private static decimal OnGrid(decimal rate, OrderSide side)
    {
        var rounded = Math.Round(rate, RateDecimals, side == OrderSide.Buy ? MidpointRounding.ToNegativeInfinity : MidpointRounding.ToPositiveInfinity);
        return rounded > 0m ? rounded : rate;
    }
}
