using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Engine.Algorithms;

/// <summary>What a child is of what is wanted: whole lots, never less than the venue takes, and never such that less than that is left.</summary>
public static class SliceSize
{
    /// <summary>Units of base; zero where nothing can be sent now.</summary>
    /// <param name="instrument">What is traded.</param>
    /// <param name="wantedBase">What the algorithm wants to send.</param>
    /// <param name="leftBase">What is neither filled nor in flight.</param>
    /// <param name="mostBase">The most one child may be.</param>
    /// <param name="priceQuote">What a unit is worth; null where nobody knows: then quantity alone decides.</param>
    /// <param name="leastBase">The least one child may be besides; all that is left may be less.</param>
    public static decimal Of(Instrument instrument, decimal wantedBase, decimal leftBase, decimal mostBase, decimal? priceQuote, decimal leastBase = 0m)
    {
        var least = Math.Min(leastBase, instrument.FloorToLot(leftBase));
        var child = instrument.FloorToLot(Math.Max(0m, Math.Min(Math.Min(wantedBase, mostBase), leftBase)));
        if (IsTooSmall(child)) return 0m; // carried by those after it
        if (leftBase == child || !IsTooSmall(leftBase - child)) return child;
        if (leftBase <= mostBase) return instrument.FloorToLot(leftBase); // what could not be sent later goes along
        var half = instrument.FloorToLot(leftBase / 2m);
        return half > 0m && half <= mostBase && !IsTooSmall(half) ? half : child;

        bool IsTooSmall(decimal quantity) => quantity < least || instrument.IsDust(quantity, priceQuote);
    }

    /// <summary>Into how many slices the whole can be cut so that each is an order the venue takes; the wanted number, or fewer, 1 or more.</summary>
    public static int Count(Instrument instrument, decimal wholeBase, int wanted, decimal? priceQuote, decimal leastBase = 0m)
    {
        var (least, most) = (1, wanted);
        while (least < most) // the more slices, the smaller each
        {
            var middle = (least + most + 1) / 2;
            if (wholeBase / middle < leastBase || instrument.IsDust(wholeBase / middle, priceQuote)) most = middle - 1;
            else least = middle;
        }

        return least;
    }
}
