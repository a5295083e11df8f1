using System.Globalization;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Strategies.Catalogue;

/// <summary>The ranges of what every strategy has, whatever its kind.</summary>
internal static class SpecRules
{
    /// <summary>Shorter bars than this hold less than one quote on most feeds.</summary>
    private static readonly TimeSpan BarIntervalMin = TimeSpan.FromMilliseconds(10);

    /// <summary>Bars close at fixed places of the UTC day, so none is longer.</summary>
    private static readonly TimeSpan BarIntervalMax = TimeSpan.FromDays(1);

    /// <summary>Every fault outside <c>parameters</c> and <c>kind</c>.</summary>
    public static IEnumerable<string> Faults(StrategySpec spec)
    {
        if (string.IsNullOrWhiteSpace(spec.Id.Text)) yield return "strategies: a strategy needs a name that is not blank";
        if (spec.Id == StrategyId.External || spec.Id == StrategyId.Emergency) yield return $"strategies[{spec.Id}]: the name stands for what others, or the emergency stop, trade on the account; give it another";
        if (spec.Symbols.IsDefaultOrEmpty) yield return Fault(spec, "symbols", "", "at least one symbol, or * for all");
        if (spec.BarInterval != TimeSpan.Zero && (spec.BarInterval < BarIntervalMin || spec.BarInterval > BarIntervalMax))
            yield return Fault(spec, "barInterval", spec.BarInterval, $"00:00:00 for every quote, or a duration from {BarIntervalMin} to {BarIntervalMax}");
        if (spec.SlippageMaxFraction is < 0m or >= 1m) yield return Fault(spec, "slippageMaxFraction", spec.SlippageMaxFraction, "a number from 0 to below 1");
        if (spec.SizeFraction is <= 0m or > 1m) yield return Fault(spec, "sizeFraction", spec.SizeFraction, "a number above 0 and up to 1");
        foreach (var fault in EntryRules.Faults(spec)) yield return Fault(spec, fault.Name, fault.Value, fault.Allowed);
        if (spec.ExposureMaxFraction is <= 0m or > 1m) yield return Fault(spec, "exposureMaxFraction", spec.ExposureMaxFraction, "a number above 0 and up to 1");
        if (!Enum.IsDefined(spec.OrderStyle)) yield return Fault(spec, "orderStyle", (byte)spec.OrderStyle, $"one of {string.Join(", ", Enum.GetNames<OrderStyle>())}");
        if (spec.OrderAgeMax <= TimeSpan.Zero) yield return Fault(spec, "orderAgeMax", spec.OrderAgeMax, "a duration above zero");
        if (spec.SignalLifetime <= TimeSpan.Zero) yield return Fault(spec, "signalLifetime", spec.SignalLifetime, "a duration above zero");
    }

    private static string Fault(StrategySpec spec, string name, object value, string allowed) =>
        string.Create(CultureInfo.InvariantCulture, $"strategies[{spec.Id}].{name}: \"{value}\" is not {allowed}");
}
