using System.Globalization;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Risk;

namespace TradingDaemon.Engine.Routing;

/// <summary>Waits while the spread eats the edge. Fails closed: no fresh quote, no order.</summary>
/// <param name="limits">Widest spreads by asset class.</param>
/// <param name="quoteAgeMax">Oldest quote that counts.</param>
public sealed class SpreadGate(SpreadLimits limits, TimeSpan quoteAgeMax)
{
    /// <summary>Null when the quote is there and fresh; else the refusal.</summary>
    public RiskRefusal? RefuseStale(Quote? quote, DateTimeOffset now)
    {
        if (quote is not { } known) return new RiskRefusal(RiskRule.QuoteFresh, Seconds(quoteAgeMax), -1m, "No fresh quote: none was ever received.");
        var age = known.AgeAt(now);
        return age <= quoteAgeMax
            ? null
            : new RiskRefusal(RiskRule.QuoteFresh, Seconds(quoteAgeMax), Seconds(age), Text($"No fresh quote: the newest is {Seconds(age):0.###} s old, at most {Seconds(quoteAgeMax):0.###} s counts."));
    }

    /// <summary>Null when (ask − bid) / mid is at or below the asset class's limit; else the refusal that makes the signal a Wait.</summary>
    public RiskRefusal? RefuseWide(in Quote quote, AssetClass assetClass)
    {
        if (!limits.IsEnabled) return null;
        var (spread, limit) = (quote.SpreadFraction, limits.For(assetClass));
        return spread <= limit
            ? null
            : new RiskRefusal(RiskRule.SpreadGate, limit, spread, Text($"Wait: spread {spread:P3} is above {limit:P3} for {assetClass}."));
    }

    private static decimal Seconds(TimeSpan span) => span.Ticks / (decimal)TimeSpan.TicksPerSecond;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
