using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Engine.Algorithms;

/// <summary>Spreads a quantity over what several books show of one thing: level by level, wherever the next unit is cheapest with its fee, and not beyond the cap.</summary>
public static class SplitAllocation
{
    /// <summary>Fills in how much goes to each book; what none shows is left over.</summary>
    /// <param name="side">Buy or sell.</param>
    /// <param name="quantityBase">How much there is to spread.</param>
    /// <param name="books">The books.</param>
    /// <param name="mostBase">The most that goes to each, in their order.</param>
    /// <param name="allocatedBase">How much goes to each, in their order.</param>
    public static void Allocate(OrderSide side, decimal quantityBase, ReadOnlySpan<ShownBook> books, ReadOnlySpan<decimal> mostBase, Span<decimal> allocatedBase)
    {
        allocatedBase.Clear();
        var at = new int[books.Length];
        for (var left = quantityBase; left > 0m;)
        {
            var best = -1;
            for (var i = 0; i < books.Length; i++)
                if (HasMore(side, books[i], at[i]) && allocatedBase[i] < mostBase[i] && (best < 0 || IsBetter(side, books[i], at[i], books[best], at[best]))) best = i;
            if (best < 0) return;
            var taken = Math.Min(Math.Min(left, mostBase[best] - allocatedBase[best]), books[best].SizeOf(at[best]) ?? left);
            allocatedBase[best] += taken;
            left -= taken;
            at[best]++;
        }
    }

    private static bool HasMore(OrderSide side, in ShownBook book, int level) =>
        level < book.Depth && (book.CapQuote is not { } cap || (book.PriceOf(level) - cap) * side.Sign() <= 0m);

    private static bool IsBetter(OrderSide side, in ShownBook left, int leftLevel, in ShownBook right, int rightLevel) =>
        ((left.PriceOf(leftLevel) * left.EffectivePerQuote) - (right.PriceOf(rightLevel) * right.EffectivePerQuote)) * side.Sign() < 0m;
}
