using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Strategies.Catalogue;

/// <summary>Whether what is said of an entry's size, protection and execution can all be meant.</summary>
internal static class EntryRules
{
    /// <summary>Every fault: the key, what it says, and what is allowed.</summary>
    public static IEnumerable<(string Name, object Value, string Allowed)> Faults(StrategySpec spec) => Sizing(spec).Concat(Protection(spec.Protection)).Concat(AlgorithmRules.Faults(spec));

    private static IEnumerable<(string, object, string)> Sizing(StrategySpec spec)
    {
        var sizing = spec.Sizing;
        if (!Enum.IsDefined(sizing.Method)) yield return ("sizing.method", (byte)sizing.Method, $"one of {string.Join(", ", Enum.GetNames<SizingMethod>())}");
        if (!Enum.IsDefined(sizing.OnCap)) yield return ("sizing.onCap", (byte)sizing.OnCap, $"one of {string.Join(", ", Enum.GetNames<CapPolicy>())}");
        if (sizing.FractionMin > sizing.FractionMax) yield return ("sizing.fractionMin", sizing.FractionMin, $"at most fractionMax, which is {sizing.FractionMax}");
        foreach (var (name, value, method) in new[]
        {
            ("sizing.riskFraction", sizing.RiskFraction, SizingMethod.Risk), ("sizing.quantityBase", sizing.QuantityBase, SizingMethod.Fixed),
            ("sizing.notionalAccount", sizing.NotionalAccount, SizingMethod.Fixed), ("sizing.volatilityTarget", sizing.VolatilityTarget, SizingMethod.Volatility),
            ("sizing.kellyDrawdownFraction", sizing.KellyDrawdownFraction, SizingMethod.Kelly), ("sizing.kellyStreakWins", (decimal?)sizing.KellyStreakWins, SizingMethod.Kelly), ("sizing.kellyErrors", sizing.KellyErrors, SizingMethod.Kelly), ("sizing.kellyDays", (decimal?)sizing.KellyWindow?.TotalDays, SizingMethod.Kelly),
        })
        {
            if (value is <= 0m) yield return (name, value, "a number above 0");
            else if (value is not null && sizing.Method != method) yield return (name, value, $"for the method {sizing.Method}; {method} alone reads it");
        }

        if (sizing.KellyByVolatility && sizing.Method != SizingMethod.Kelly) yield return ("sizing.kellyByVolatility", true, $"for the method {sizing.Method}; {SizingMethod.Kelly} alone reads it");
        switch (sizing.Method)
        {
            case SizingMethod.Risk when sizing.RiskFraction is null: yield return ("sizing.riskFraction", "", "given, and sizing by risk needs it"); break;
            case SizingMethod.Fixed when sizing.QuantityBase is null == sizing.NotionalAccount is null: yield return ("sizing.quantityBase", sizing.QuantityBase?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "", "alone: a fixed size is either quantityBase or notionalAccount"); break;
            case SizingMethod.Volatility when sizing.VolatilityTarget is null: yield return ("sizing.volatilityTarget", "", "given, and sizing by volatility needs it"); break;
            default: break;
        }
    }

    private static IEnumerable<(string, object, string)> Protection(ProtectionSpec protection)
    {
        foreach (var (name, fraction, ranges) in new[]
        {
            ("stop", protection.StopFraction, protection.StopAtr), ("target", protection.TargetFraction, protection.TargetAtr), ("trail", protection.TrailFraction, protection.TrailAtr),
        })
        {
            if (fraction is not null && ranges is not null) yield return ($"protection.{name}Atr", ranges, $"alone: {name}Fraction says it too");
            if (fraction is <= 0m) yield return ($"protection.{name}Fraction", fraction, "a number above 0");
            if (ranges is <= 0m) yield return ($"protection.{name}Atr", ranges, "a number above 0");
        }

        if (protection.TrailAfterFraction < 0m) yield return ("protection.trailAfterFraction", protection.TrailAfterFraction, "a number of 0 or more");
    }
}
