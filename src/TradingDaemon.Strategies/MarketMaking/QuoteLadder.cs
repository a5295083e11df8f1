using System.Collections.Immutable;
using System.Globalization;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Strategies.MarketMaking;

/// <summary>
/// Where quotes rest and how large they are: layers around a centre that leans away from what is held, so that the side that reduces is met sooner (Ho and Stoll, 1981; Avellaneda and Stoikov,
/// 2008, lean in proportion to inventory likewise). No quote touches the market's other side.
/// </summary>
/// <param name="settings">The numbers.</param>
/// <param name="instrument">What is quoted.</param>
/// <param name="canShort">Whether it may sell what it does not hold.</param>
internal sealed class QuoteLadder(MarketMakerSettings settings, Instrument instrument, bool canShort)
{
    private const decimal SizeTolerance = 0.1m; // equity moves sizes with every price, and nobody gains by a queue left for a tenth

    /// <summary>The set for a market and an inventory.</summary>
    /// <param name="market">The market, with a quote.</param>
    /// <param name="inventory">What is held.</param>
    /// <param name="isToxic">Whether flow is toxic.</param>
    public QuoteSet Make(in MarketView market, in Inventory inventory, bool isToxic)
    {
        var skew = SkewOf(inventory.Share);
        var half = settings.Spread / 2d * (isToxic ? settings.ToxicSpread : 1d);
        var quotes = ImmutableArray.CreateBuilder<WantedQuote>(2 * settings.Sizes.Length);
        for (var layer = 0; layer < settings.Sizes.Length; layer++)
        {
            var distance = half * Math.Pow(settings.Spacing, layer);
            Add(quotes, layer, isBid: true, Math.Min(market.Mid * (1d - skew) * (1d - distance), market.Ask - (double)instrument.TickSize), inventory, isToxic);
            Add(quotes, layer, isBid: false, Math.Max(market.Mid * (1d - skew) * (1d + distance), market.Bid + (double)instrument.TickSize), inventory, isToxic);
        }

        return new QuoteSet
        {
            Quotes = quotes.ToImmutable(), NetMaxBase = (decimal)inventory.MaxBase, PriceToleranceFraction = (decimal)settings.Tolerance, SizeToleranceFraction = SizeTolerance,
            Reasoning = string.Create(CultureInfo.InvariantCulture, $"mid {market.Mid:G8}, {half * 10_000d:0.##} bp a side{(isToxic ? " as flow is toxic" : "")}, {inventory.HeldBase:G6} held of {inventory.MaxBase:G6} at most, leaning {skew * 10_000d:0.##} bp"),
        };
    }

    /// <summary>By which fraction of the mid prices are lower, below zero higher: nothing in the inner zone of inventory, all from the outer one on, in proportion between them.</summary>
    public double SkewOf(double share) =>
        settings.Skew * Math.Sign(share) * Math.Clamp((Math.Abs(share) - settings.SkewFrom) / (settings.SkewFull - settings.SkewFrom), 0d, 1d);

    private void Add(ImmutableArray<WantedQuote>.Builder quotes, int layer, bool isBid, double price, in Inventory inventory, bool isToxic)
    {
        var along = isBid ? inventory.HeldBase : -inventory.HeldBase; // above zero where the side adds to what is held
        var size = inventory.SideBase * (isToxic ? settings.ToxicSize : 1d);
        if (along >= 0d)
        {
            if ((!isBid && !canShort) || along >= settings.SkewFull * inventory.MaxBase) return;
            size = Math.Min(size, inventory.MaxBase - along);
            if (size * settings.Sizes[layer] * inventory.UnitAccount < settings.QuoteMin) return;
        }

        size *= settings.Sizes[layer];
        if (price > 0d && size > 0d) quotes.Add(new WantedQuote((byte)layer, isBid, (decimal)price, (decimal)size));
    }
}
