using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Strategies.Catalogue;

/// <summary>Whether what is said of an entry's execution can be meant: what an algorithm needs is given, and what it does not read is not.</summary>
internal static class AlgorithmRules
{
    private const int DaysMax = 30; // of each half hour of each instrument as many numbers are kept

    /// <summary>Every fault: the key, what it says, and what is allowed.</summary>
    public static IEnumerable<(string Name, object Value, string Allowed)> Faults(StrategySpec spec)
    {
        var terms = spec.Execution;
        if (!Enum.IsDefined(terms.Algorithm))
        {
            yield return ("execution.algorithm", (byte)terms.Algorithm, $"one of {string.Join(", ", Enum.GetNames<ExecutionAlgorithm>())}");
            yield break;
        }

        if (!Enum.IsDefined(terms.WhenVolumeUnknown)) yield return ("execution.whenVolumeUnknown", (byte)terms.WhenVolumeUnknown, $"one of {string.Join(", ", Enum.GetNames<UnknownVolume>())}");
        if (terms.Horizon <= TimeSpan.Zero) yield return ("execution.horizon", terms.Horizon, "above zero");
        if (terms.ExtensionMax < TimeSpan.Zero) yield return ("execution.extensionMax", terms.ExtensionMax, "zero or more");
        if (terms.Slices < 1) yield return ("execution.slices", terms.Slices, "1 or more");
        if (terms.JitterFraction is < 0m or > 0.9m) yield return ("execution.jitterFraction", terms.JitterFraction, "a number from 0 to 0.9");
        if (terms.DisplayJitterFraction is < 0m or > 0.9m) yield return ("execution.displayJitterFraction", terms.DisplayJitterFraction, "a number from 0 to 0.9");
        if (terms.DirectMaxAccount is <= 0m) yield return ("execution.directMaxAccount", terms.DirectMaxAccount, "a number above 0");
        if (terms.Pause <= TimeSpan.Zero) yield return ("execution.pause", terms.Pause, "above zero");
        if (terms.CapFraction is < 0m or >= 1m) yield return ("execution.capFraction", terms.CapFraction, "a number from 0 to below 1");
        foreach (var fault in Bounds(terms).Concat(Needs(terms)).Concat(Unread(terms))) yield return fault;
    }

    private static IEnumerable<(string, object, string)> Bounds(AlgorithmSpec terms)
    {
        if (terms.DelayMin < TimeSpan.Zero) yield return ("execution.delayMin", terms.DelayMin, "zero or more");
        if (terms.DelayMax < terms.DelayMin) yield return ("execution.delayMax", terms.DelayMax, "delayMin or more");
        if (terms.FailedSlicesMax is < 1) yield return ("execution.failedSlicesMax", terms.FailedSlicesMax, "1 or more");
        if (terms.ShortfallMaxFraction is <= 0m) yield return ("execution.shortfallMaxFraction", terms.ShortfallMaxFraction, "a number above 0");
        if (terms.VolumeAnomalyRatio is <= 1m) yield return ("execution.volumeAnomalyRatio", terms.VolumeAnomalyRatio, "a number above 1");
        if (terms.VolumeWeightFraction is <= 0m or > 1m) yield return ("execution.volumeWeightFraction", terms.VolumeWeightFraction, "a number above 0 up to 1");
        if (terms.ChildNotionalMinAccount is <= 0m || terms.ChildNotionalMinAccount > terms.ChildNotionalMaxAccount) yield return ("execution.childNotionalMinAccount", terms.ChildNotionalMinAccount!, "a number above 0, and not above childNotionalMaxAccount");
        if (terms.DisplaySlicesMax is { } most && (most < 1 || terms.DisplaySlicesMin > most)) yield return ("execution.displaySlicesMax", most, "1 or more, and not below displaySlicesMin");
        if (terms.DisplayDepthFraction is < 0m or >= 1m) yield return ("execution.displayDepthFraction", terms.DisplayDepthFraction, "a number from 0 to below 1");
    }

    private static IEnumerable<(string, object, string)> Needs(AlgorithmSpec terms)
    {
        if (terms is { Algorithm: ExecutionAlgorithm.Vwap, Profile: null, VolumeDays: null }) yield return ("execution.volumeProfile", "", "given, or volumeDays: vwap needs one of them");
        if (terms is { Profile: not null, VolumeDays: not null }) yield return ("execution.volumeDays", terms.VolumeDays, "alone: volumeProfile says it too");
        if (terms.VolumeDays is < 1 or > DaysMax) yield return ("execution.volumeDays", terms.VolumeDays, $"1 to {DaysMax}");
        if (terms.Profile is { } profile && (profile.Weights.IsDefaultOrEmpty || profile.Weights.Length > 1440 || profile.Weights.Any(static weight => weight < 0m) || profile.Weights.All(static weight => weight == 0m)))
            yield return ("execution.volumeProfile", profile.Weights.IsDefault ? 0 : profile.Weights.Length, "1 to 1440 weights of zero or more, one of them above");
        if (terms is { VolumeWeightFraction: { } weight, Profile: null, VolumeDays: null }) yield return ("execution.volumeWeightFraction", weight, "with volumeProfile or volumeDays: they say what the day trades");
        if (terms is { VolumeAnomalyRatio: { } ratio, ParticipationMaxFraction: null }) yield return ("execution.volumeAnomalyRatio", ratio, "with participationMaxFraction, half of which counts then");
        if (terms is { DisplaySlicesMax: null, DisplaySlicesMin: { } fewest }) yield return ("execution.displaySlicesMin", fewest, "with displaySlicesMax");
        if (terms is { DisplaySlicesMax: null, DisplayDepthFraction: { } depth }) yield return ("execution.displayDepthFraction", depth, "with displaySlicesMax");
        if (terms is { DisplaySlicesMax: { } parts, DisplayQuantityBase: not null }) yield return ("execution.displaySlicesMax", parts, "alone: displayQuantityBase says it too");
        if (terms is { Algorithm: ExecutionAlgorithm.Iceberg, DisplayQuantityBase: null, ChildNotionalMaxAccount: null, DisplaySlicesMax: null }) yield return ("execution.displayQuantityBase", "", "given, or childNotionalMaxAccount: what is shown at a time");
        if (terms is { Algorithm: ExecutionAlgorithm.Iceberg or ExecutionAlgorithm.Split, CapFraction: null }) yield return ("execution.capFraction", "", $"given, and {terms.Algorithm} needs it");
    }

    private static IEnumerable<(string, object, string)> Unread(AlgorithmSpec terms)
    {
        var isScheduled = terms.Algorithm is ExecutionAlgorithm.Twap or ExecutionAlgorithm.Vwap;
        var readsVolumes = terms.Algorithm == ExecutionAlgorithm.Vwap || terms is { Algorithm: ExecutionAlgorithm.Twap, VolumeWeightFraction: not null };
        if (terms.Profile is not null && !readsVolumes) yield return ("execution.volumeProfile", terms.Profile.Weights.Length, $"for the algorithm {terms.Algorithm}; Vwap reads it, and Twap with volumeWeightFraction");
        if (terms.VolumeDays is { } days && !readsVolumes) yield return ("execution.volumeDays", days, $"for the algorithm {terms.Algorithm}; Vwap reads it, and Twap with volumeWeightFraction");
        if (terms.VolumeWeightFraction is { } weight && terms.Algorithm != ExecutionAlgorithm.Twap) yield return ("execution.volumeWeightFraction", weight, $"for the algorithm {terms.Algorithm}; Twap alone reads it");
        if (terms.ChildNotionalMinAccount is { } least && !isScheduled) yield return ("execution.childNotionalMinAccount", least, $"for the algorithm {terms.Algorithm}; Twap and Vwap read it");
        if (terms.ShortfallMaxFraction is { } shortfall && terms.Algorithm == ExecutionAlgorithm.Direct) yield return ("execution.shortfallMaxFraction", shortfall, "for another algorithm; Direct sends one order, whose price is bounded by its style");
        if (terms.DelayMax > TimeSpan.Zero && terms.Algorithm != ExecutionAlgorithm.Iceberg) yield return ("execution.delayMax", terms.DelayMax, $"for the algorithm {terms.Algorithm}; Iceberg alone reads it");
        if (terms.FailedSlicesMax is { } failed && terms.Algorithm != ExecutionAlgorithm.Iceberg) yield return ("execution.failedSlicesMax", failed, $"for the algorithm {terms.Algorithm}; Iceberg alone reads it");
        if (terms.DisplaySlicesMax is { } parts && terms.Algorithm != ExecutionAlgorithm.Iceberg) yield return ("execution.displaySlicesMax", parts, $"for the algorithm {terms.Algorithm}; Iceberg alone reads it");
        if (terms.DirectMaxAccount is { } worth && terms.Algorithm == ExecutionAlgorithm.Direct) yield return ("execution.directMaxAccount", worth, "for another algorithm; Direct sends every entry as one order");
        if (terms.ParticipationMaxFraction is { } share && !isScheduled) yield return ("execution.participationMaxFraction", share, $"for the algorithm {terms.Algorithm}; Twap and Vwap read it");
        if (terms.DisplayQuantityBase is { } shown && terms.Algorithm != ExecutionAlgorithm.Iceberg) yield return ("execution.displayQuantityBase", shown, $"for the algorithm {terms.Algorithm}; Iceberg alone reads it");
        if (terms is { DisplayJitterFraction: > 0m, DisplayQuantityBase: null, DisplaySlicesMax: null }) yield return ("execution.displayJitterFraction", terms.DisplayJitterFraction, "0 without displayQuantityBase or displaySlicesMax, of which it is a part");
    }
}
