using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Engine.Algorithms;

/// <summary>In how many parts an iceberg shows its whole, where the book decides: the thinner that is, the more.</summary>
public static class DisplayCount
{
    private const decimal DepthUsual = 0.01m;

    /// <summary>The whole over what the book shows near its touch, rounded up, within the bounds; the most where nobody shows anything.</summary>
    /// <param name="terms">The algorithm's numbers; <see cref="AlgorithmSpec.DisplaySlicesMax"/> is given.</param>
    /// <param name="side">Buy or sell.</param>
    /// <param name="wholeBase">The whole; above zero.</param>
    /// <param name="book">The side of the book an order would take.</param>
    public static int Of(AlgorithmSpec terms, OrderSide side, decimal wholeBase, in ShownBook book)
    {
        var (most, depth) = (terms.DisplaySlicesMax!.Value, 0m);
        var farthest = book.PriceOf(0) * (1m + (side.Sign() * (terms.DisplayDepthFraction ?? DepthUsual)));
        for (var level = 0; level < book.Depth && (book.PriceOf(level) - farthest) * side.Sign() <= 0m; level++) depth += book.SizeOf(level) ?? 0m;
        return depth <= 0m || wholeBase / depth >= most ? most : Math.Clamp((int)Math.Ceiling(wholeBase / depth), terms.DisplaySlicesMin ?? 1, most);
    }
}
