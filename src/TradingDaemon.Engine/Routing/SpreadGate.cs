using System.Globalization;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Engine.Routing;

/// <summary>Waits while the spread eats the edge. Fails closed: no fresh quote, no order.</summary>
/// <param name="Limits">Widest spreads by asset class.</param>
/// <param name="QuoteAgeMax">Oldest quote that counts.</param>
public readonly record struct SpreadGate(SpreadLimits Limits, TimeSpan QuoteAgeMax)
{
    /// <summary>Null when the quote is there and fresh; else the refusal.</summary>
    public RiskRefusal? RefuseStale(Quote? quote, DateTimeOffset now)
    {
        if (quote is not { } known) return new RiskRefusal(RiskRule.QuoteFresh, Seconds(QuoteAgeMax), -1m, "No fresh quote: none was ever received.");
        var age = known.AgeAt(now);
        return age <= QuoteAgeMax
            ? null
            : new RiskRefusal(RiskRule.QuoteFresh, Seconds(QuoteAgeMax), Seconds(age), Text($"No fresh quote: the newest is {Seconds(age):0.###} s old, at most {Seconds(QuoteAgeMax):0.###} s counts."));
    }

    /// <summary>Null when (ask − bid) / mid is at or below the asset class's limit; else the refusal that makes the signal a Wait.</summary>
    public RiskRefusal? RefuseWide(in Quote quote, AssetClass assetClass) => RefuseWide(quote.SpreadFraction, assetClass);

    /// <summary>The same of a spread somebody computed.</summary>
    public RiskRefusal? RefuseWide(decimal spreadFraction, AssetClass assetClass)
    {
        if (!Limits.IsEnabled) return null;
        var limit = Limits.For(assetClass);
        return spreadFraction <= limit
            ? null
            : new RiskRefusal(RiskRule.SpreadGate, limit, spreadFraction, Text($"Wait: spread {spreadFraction:P3} is above {limit:P3} for {assetClass}."));
    }

    /// <summary>Null when the spread is at or below what the strategy pays at most; else the refusal that makes the signal a Wait.</summary>
    public static RiskRefusal? RefuseCost(decimal spreadFraction, StrategySpec spec) => spreadFraction <= spec.SlippageMaxFraction
        ? null
        : new RiskRefusal(RiskRule.SlippageMax, spec.SlippageMaxFraction, spreadFraction, Text($"Wait: spread {spreadFraction:P3} is above the {spec.SlippageMaxFraction:P3} {spec.Id} pays at most."));

    private static decimal Seconds(TimeSpan span) => span.Ticks / (decimal)TimeSpan.TicksPerSecond;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
