using System.Globalization;

namespace TradingDaemon.Engine.Emergency;

/// <summary>
/// Decides when the emergency stop is pulled without a person. A trigger fires when its condition begins to hold and is armed again when
/// it has ended: whoever resumes trading while it still holds means it.
/// </summary>
public sealed class StopTriggers(TriggerLimits limits)
{
    private readonly Dictionary<string, HeldTrail> _trails = new(StringComparer.Ordinal); // held instruments only: bounded by the catalogue
    private readonly Dictionary<string, DateTimeOffset> _lostSince = new(StringComparer.Ordinal);
    private readonly HashSet<TriggerKind> _holding = [];

    /// <summary>Takes one sample and tells what begins to hold with it.</summary>
    public IReadOnlyList<TriggerFired> Look(TriggerSample sample)
    {
        Remember(sample);
        var fired = new List<TriggerFired>();
        Judge(TriggerKind.DailyLoss, DailyLoss(sample), fired);
        Judge(TriggerKind.FlashCrash, FlashCrash(sample), fired);
        Judge(TriggerKind.Liquidity, Liquidity(sample), fired);
        Judge(TriggerKind.Correlation, Correlation(sample), fired);
        Judge(TriggerKind.LinkLost, LinkLost(sample), fired);
        Judge(TriggerKind.DeadMansSwitch, DeadMansSwitch(sample), fired);
        return fired;
    }

    private void Remember(TriggerSample sample)
    {
        foreach (var gone in _trails.Keys.Except(sample.Held.Select(static held => held.Symbol)).ToList()) _trails.Remove(gone);
        foreach (var held in sample.Held)
        {
            if (!_trails.TryGetValue(held.Symbol, out var trail)) _trails.Add(held.Symbol, trail = new HeldTrail());
            trail.Add(held, sample.At);
        }

        foreach (var back in _lostSince.Keys.Except(sample.VenuesLost).ToList()) _lostSince.Remove(back);
        foreach (var venue in sample.VenuesLost) _lostSince.TryAdd(venue, sample.At);
    }

    private void Judge(TriggerKind kind, string? reason, List<TriggerFired> fired)
    {
        if (reason is null) _holding.Remove(kind);
        else if (_holding.Add(kind)) fired.Add(new(kind, reason));
    }

    private string? DailyLoss(TriggerSample sample) => limits.DailyLossFraction is { } max && sample.DayLossFraction >= max
        ? Text($"Today's loss is {sample.DayLossFraction:P2} of opening equity, the stop is at {max:P2}.")
        : null;

    private string? FlashCrash(TriggerSample sample)
    {
        if (limits.FlashCrashFraction is not { } max) return null;
        foreach (var held in sample.Held)
        {
            var move = _trails[held.Symbol].AdverseMove(held.NetBase > 0m, sample.At, limits.FlashCrashWindow);
            if (move >= max) return Text($"{held.Symbol} moved {move:P2} against the holding within {limits.FlashCrashWindow.TotalSeconds:0} s, the stop is at {max:P2}.");
        }

        return null;
    }

    private string? Liquidity(TriggerSample sample)
    {
        if (limits.LiquidityScoreMin is not { } min) return null;
        foreach (var held in sample.Held)
            if (_trails[held.Symbol].LiquidityScore() is { } score && score < min)
                return Text($"The book of {held.Symbol} shows {score:P0} of what it usually shows at the touch, the stop is below {min:P0}.");
        return null;
    }

    private string? Correlation(TriggerSample sample)
    {
        if (limits.CorrelationMax is not { } max) return null;
        for (var i = 0; i < sample.Held.Length; i++)
            for (var j = i + 1; j < sample.Held.Length; j++)
            {
                var (one, other) = (sample.Held[i], sample.Held[j]);
                var asHeld = _trails[one.Symbol].CorrelationWith(_trails[other.Symbol]) * Math.Sign(one.NetBase) * Math.Sign(other.NetBase);
                if (asHeld >= max) return Text($"{one.Symbol} and {other.Symbol} move as one ({asHeld:0.00} as held), the stop is at {max:0.00}.");
            }

        return null;
    }

    private string? LinkLost(TriggerSample sample)
    {
        if (limits.LinkLostMax is not { } max) return null;
        foreach (var (venue, since) in _lostSince)
            if (sample.At - since > max) return Text($"{venue} has been out of reach for {(sample.At - since).TotalSeconds:0} s, the stop is at {max.TotalSeconds:0} s.");
        return null;
    }

    private string? DeadMansSwitch(TriggerSample sample) => limits.HeartbeatMax is { } max && sample.At - sample.HeartbeatAt > max
        ? Text($"The operator was last heard of {(sample.At - sample.HeartbeatAt).TotalSeconds:0} s ago, the stop is at {max.TotalSeconds:0} s.")
        : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
