namespace TradingDaemon.Engine.Sizing;

/// <summary>What lately makes Kelly's share smaller or larger: a fall of equity, a run of gains, the market's volatility. Each is one unless its strategy asks for it.</summary>
internal static class KellyFactors
{
    private const decimal OfStreak = 1.1m;
    private const int StreakTrades = 5;
    private const decimal OfCalm = 1.1m;
    private const decimal OfStorm = 0.5m;
    private const decimal CalmBelow = 0.15m; // volatility a year, as is all of these
    private const decimal UsualUpTo = 0.30m;
    private const decimal StormFrom = 0.60m;

    /// <summary>Their product; null when one that is asked for is not known.</summary>
    public static decimal? Of(in SizingCase entry) => OfDrawdown(entry) * OfGains(entry) * OfVolatility(entry);

    private static decimal? OfDrawdown(in SizingCase entry)
    {
        if (entry.Spec.Sizing.KellyDrawdownFraction is not { } most) return 1m;
        if (entry.DrawdownFraction is not { } fall) return null;
        return fall > most ? Math.Max(0m, 1m - fall) : 1m;
    }

    private static decimal OfGains(in SizingCase entry)
    {
        if (entry.Spec.Sizing.KellyStreakWins is not { } wins || entry.Returns.Length < StreakTrades) return 1m;
        var won = 0;
        foreach (var one in entry.Returns.AsSpan()[^StreakTrades..]) won += one > 0m ? 1 : 0;
        return won >= wins ? OfStreak : 1m;
    }

    // From the usual on it falls in a straight line to what it is in a storm.
    private static decimal? OfVolatility(in SizingCase entry)
    {
        if (!entry.Spec.Sizing.KellyByVolatility) return 1m;
        if (entry.VolatilityFraction is not > 0m) return null;
        var volatility = entry.VolatilityFraction.Value;
        return volatility < CalmBelow ? OfCalm
            : volatility <= UsualUpTo ? 1m
            : volatility >= StormFrom ? OfStorm
            : 1m - ((1m - OfStorm) * (volatility - UsualUpTo) / (StormFrom - UsualUpTo));
    }
}
