using System.Globalization;
using TradingDaemon.Configuration.Checks;
using TradingDaemon.Domain.Control;

namespace TradingDaemon.Reloading;

/// <summary>Which way each key loosens. A key nobody says anything of is looser whichever way it changes: a new limit must not slip through by being unknown here.</summary>
internal static class ChangeEffects
{
    private const string EverySymbol = "*";

    // A longer pause, a longer trial: less passes. Where a tier begins and ends is not among them: above and below may be the looser limits, so either way is confirmed.
    private static readonly string[] LoosenDownwards = ["rejectPause", "drawdownThrottleInterval", "drawdownPause", "reserveFraction", "hours", "trades", "successShare", "profitableShare", "pause"];

    private static readonly string[] LoosenUpwards =
        ["priceCollarFraction", "drawdownThrottlePerMinute", "drawdownPausePerMinute", "drawdownFloorFraction", "dailyLossReducingFraction", "sizeFraction", "drawdownFraction", "losingDays", "volatileSize", "volatilePositions", "quietSize", "quietPositions", "crashSize", "bearSize", "recoverySize", "bullSize", "signalLifetime", "equity", "forex", "crypto", "option"];

    // What stands in for them when they are absent is another limit, which may be the tighter or the looser one.
    private static readonly string[] AbsenceIsAnotherLimit = ["concentrationMaxFraction", "dailyLossReducingFraction", "positionMaxBase"];

    // How capital is used, the most careful last.
    private static readonly string[] AllocationModes = ["aggressive", "normal", "conservative", "defensive", "emergency"];

    private static readonly string[] Opinions = ["kind", "barInterval", "orderStyle", "priority", "alwaysMeasured"];

    /// <summary>What a change of one key lets through.</summary>
    /// <param name="key">Its path; an array is one key.</param>
    /// <param name="before">Its value; null when there was none.</param>
    /// <param name="after">Its value; null when there is none any more.</param>
    public static ChangeEffect Of(string key, string? before, string? after)
    {
        var name = key[(key.LastIndexOf(':') + 1)..];
        if (name == "kind" && (before is null || after is null)) return after is null ? ChangeEffect.Tighter : ChangeEffect.Looser; // a strategy went, or came
        if (Opinions.Contains(name) || key.Contains(":parameters:", StringComparison.Ordinal)) return ChangeEffect.Neutral;
        return name switch
        {
            "enabled" or "spreadGateEnabled" or "allowShort" => IsOn(after) == (name != "spreadGateEnabled") ? ChangeEffect.Looser : ChangeEffect.Tighter,
            "panicOut" or "deadOut" => IsOn(after) ? ChangeEffect.Tighter : ChangeEffect.Looser,
            "symbols" => Widened(Items(before), Items(after)),
            "assetClasses" => WidenedClasses(Items(before), Items(after)),
            "disabledSymbols" or "disabledStrategies" => Items(before).Except(Items(after)).Any() ? ChangeEffect.Looser : ChangeEffect.Tighter,
            "mode" when key == "gatekeeper:mode" => IsVeto(after) ? ChangeEffect.Tighter : IsVeto(before) ? ChangeEffect.Looser : ChangeEffect.Neutral,
            "mode" when key.EndsWith(":allocation:mode", StringComparison.Ordinal) => Care(after) > Care(before) ? ChangeEffect.Tighter : ChangeEffect.Looser,
            "threshold" when key == "gatekeeper:threshold" => Compared(before, after, upwards: false),
            "dependsOn" => Items(before).Except(Items(after)).Any() ? ChangeEffect.Looser : ChangeEffect.Tighter,
            "capitalMinAccount" => before is null ? ChangeEffect.Tighter : Compared(before, after, upwards: false),
            "volatilityIndexSymbol" => before is null ? ChangeEffect.Tighter : ChangeEffect.Looser,
            _ when LoosenDownwards.Contains(name) => Compared(before, after, upwards: false),
            _ when AbsenceIsAnotherLimit.Contains(name) && (before is null || after is null) => ChangeEffect.Looser,
            _ when LoosenUpwards.Contains(name) || IsMaximum(name) => Compared(before, after, upwards: true),
            _ => ChangeEffect.Looser,
        };
    }

    private static bool IsMaximum(string name) => name.EndsWith("Max", StringComparison.Ordinal) || name.EndsWith("MaxFraction", StringComparison.Ordinal) || name.EndsWith("MaxAccount", StringComparison.Ordinal) || name.EndsWith("MaxBase", StringComparison.Ordinal);

    private static bool IsOn(string? value) => bool.TryParse(value, out var isOn) && isOn;

    private static bool IsVeto(string? value) => string.Equals(value, "veto", StringComparison.OrdinalIgnoreCase);

    private static int Care(string? mode) => Array.FindIndex(AllocationModes, one => string.Equals(one, mode ?? "normal", StringComparison.OrdinalIgnoreCase));

    private static ChangeEffect Widened(string[] before, string[] after) =>
        before.Contains(EverySymbol) ? ChangeEffect.Tighter : after.Contains(EverySymbol) || after.Except(before).Any() ? ChangeEffect.Looser : ChangeEffect.Tighter;

    private static ChangeEffect WidenedClasses(string[] before, string[] after) => // none means all
        before.Length > 0 && (after.Length == 0 || after.Except(before).Any()) ? ChangeEffect.Looser : ChangeEffect.Tighter;

    private static string[] Items(string? value) => value?.Split(KeyTable.ItemSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];

    // No limit is the loosest one.
    private static ChangeEffect Compared(string? before, string? after, bool upwards)
    {
        if (after is null) return ChangeEffect.Looser;
        if (before is null) return upwards ? ChangeEffect.Tighter : ChangeEffect.Looser;
        return Number(before) is { } left && Number(after) is { } right && (upwards ? right < left : right > left) ? ChangeEffect.Tighter : ChangeEffect.Looser;
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration) ? duration.Ticks
        : null;
}
