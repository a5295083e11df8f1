using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using static System.FormattableString;

namespace TradingDaemon.Domain.Tiers;

/// <summary>What has to be so, beside equity, before a tier is entered from the one below it; null asks for nothing. Counted since that one was entered.</summary>
public sealed record TierGates
{
    /// <summary>Trades closed, at least.</summary>
    public int? TradesMin { get; init; }

    /// <summary>Part of them that earned something, at least.</summary>
    public decimal? WinFractionMin { get; init; }

    /// <summary>Days in the tier below, at least.</summary>
    public int? DaysMin { get; init; }

    /// <summary>The deepest fall of equity below its peak, at most.</summary>
    public decimal? DrawdownMaxFraction { get; init; }

    /// <summary>Measures against strategies on tilt, at most.</summary>
    public int? TiltMeasuresMax { get; init; }

    /// <summary>Whether anything is asked for.</summary>
    public bool IsSet => TradesMin is not null || WinFractionMin is not null || DaysMin is not null || DrawdownMaxFraction is not null || TiltMeasuresMax is not null;

    /// <summary>What is missing, a clause each; empty when every gate is open. What nobody knows is missing.</summary>
    public ImmutableArray<string> Missing(TierStay? stay, DateTimeOffset now)
    {
        if (!IsSet) return [];
        if (stay is null) return ["nothing is known of the time in this tier"];
        var missing = ImmutableArray.CreateBuilder<string>();
        var days = (now - stay.Since).TotalDays;
        if (stay.Trades < TradesMin) missing.Add(Invariant($"{stay.Trades} of {TradesMin} trades"));
        if (WinFractionMin is { } wins && (stay.Trades == 0 || stay.Wins < stay.Trades * wins)) missing.Add(Invariant($"{(stay.Trades == 0 ? 0m : (decimal)stay.Wins / stay.Trades):P1} of trades won, {wins:P1} are asked for"));
        if (days < DaysMin) missing.Add(Invariant($"{Math.Floor(days)} of {DaysMin} days"));
        if (DrawdownMaxFraction is { } fall && (stay.PeakAccount is null || stay.DrawdownFraction > fall)) missing.Add(stay.PeakAccount is null ? "equity was not observed yet" : Invariant($"a drawdown of {stay.DrawdownFraction:P1}, {fall:P1} is allowed"));
        if (stay.TiltMeasures > TiltMeasuresMax) missing.Add(Invariant($"{stay.TiltMeasures} measures for tilt, {TiltMeasuresMax} are allowed"));
        return missing.ToImmutable();
    }
}
