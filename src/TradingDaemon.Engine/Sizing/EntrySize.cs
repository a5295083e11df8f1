using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.Sizing;

/// <summary>How much an entry buys, by its strategy's method, rounded down to whole lots.</summary>
public static class EntrySize
{
    /// <summary>Sizes an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="quantityBase">Units of base in whole lots; zero when even one lot is more than the method grants.</param>
    /// <returns>Why nothing can be granted, or null.</returns>
    public static RiskRefusal? Of(in SizingCase entry, out decimal quantityBase)
    {
        quantityBase = 0m;
        var wanted = entry.Spec.Sizing.Method switch
        {
            SizingMethod.Fraction => FractionSize.Base(entry),
            SizingMethod.Risk => RiskSize.Base(entry),
            SizingMethod.Fixed => FixedSize.Base(entry),
            SizingMethod.Kelly => KellySize.Base(entry),
            SizingMethod.Volatility => VolatilitySize.Base(entry),
            var unknown => throw new ArgumentOutOfRangeException(nameof(entry), unknown, "Unknown sizing method."),
        };
        if (wanted is not { } size) return new RiskRefusal(RiskRule.SizeKnown, 0m, 0m, Texts.Of($"{entry.Spec.Id} sizes by {entry.Spec.Sizing.Method}: {Lack(entry)}"));
        quantityBase = entry.Instrument.FloorToLot(Math.Max(0m, size));
        return null;
    }

    private static string Lack(in SizingCase entry) => entry.Spec.Sizing.Method switch
    {
        SizingMethod.Risk => "the entry has no stop loss to measure its risk by.",
        SizingMethod.Volatility => "the volatility of the instrument is not known yet.",
        SizingMethod.Kelly when KellyFactors.Of(entry) is null => "the fall of equity or the volatility that makes its entries smaller is not known yet.",
        SizingMethod.Kelly => "its closed trades show no edge.",
        _ => "what it needs is unknown.",
    };
}
