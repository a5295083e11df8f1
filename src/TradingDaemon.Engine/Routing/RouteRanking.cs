using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Engine.Routing;

/// <summary>
/// Orders offers by what taking there costs: the cheapest effective price first, those that are not possible last. By taking whatever kind the order would be: one that rests
/// looks the cheaper the wider the spread, and the less likely it is to be filled.
/// </summary>
public static class RouteRanking
{
    /// <summary>Sorts in place. Offers that are alike keep their order: the one the signal named is given first.</summary>
    public static void Sort(Span<RouteOffer> offers, OrderSide side)
    {
        for (var i = 1; i < offers.Length; i++) // a handful at most, and a stable sort that allocates nothing
        {
            var offer = offers[i];
            var at = i;
            for (; at > 0 && IsBetter(offer, offers[at - 1], side); at--) offers[at] = offers[at - 1];
            offers[at] = offer;
        }
    }

    private static bool IsBetter(in RouteOffer left, in RouteOffer right, OrderSide side) =>
        left.Refusal is null != right.Refusal is null ? left.Refusal is null
        : left.Refusal is null && (side == OrderSide.Buy ? left.TakingAccount < right.TakingAccount : left.TakingAccount > right.TakingAccount);
}
