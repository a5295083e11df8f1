using TradingDaemon.Domain.Account;

namespace TradingDaemon.Engine.Gauges;

/// <summary>The equity's highest point and its recent past: the fold of what was observed, moved with money that came or went without a trade.</summary>
public sealed class EquityTrail
{
    /// <summary>Samples kept: more than a window holds at twenty a window.</summary>
    public const int SamplesMax = 32;

    /// <summary>Samples taken in one window.</summary>
    public const int SamplesPerWindow = 20;

    private const int PointsMin = 3; // fewer are a step, not a fall
    private const decimal PeakStep = 1.0005m; // the peak is known to within this much, so that a rising market does not fill the journal

    private readonly List<EquitySample> _samples;

    /// <summary>As a checkpoint remembers it.</summary>
    public EquityTrail(AccountState state) => (PeakAccount, TroughAccount, _samples) = (state.EquityPeakAccount, state.EquityTroughAccount, [.. state.EquitySamples]);

    /// <summary>Highest equity observed, account currency; null before the first.</summary>
    public decimal? PeakAccount { get; private set; }

    /// <summary>Lowest equity observed since the peak, account currency; null before the first.</summary>
    public decimal? TroughAccount { get; private set; }

    /// <summary>Whether it is worth noting where entries are smaller after a fall: below the lowest since the peak, or back at the peak from a fall.</summary>
    /// <param name="equityAccount">Equity, account currency.</param>
    /// <param name="fallFraction">The fall that counts.</param>
    public bool IsTurn(decimal equityAccount, decimal fallFraction)
    {
        if (PeakAccount is not { } peak || peak <= 0m) return false;
        var trough = TroughAccount ?? peak;
        return equityAccount >= peak ? (peak - trough) / peak >= fallFraction : (peak - equityAccount) / peak >= fallFraction && equityAccount * PeakStep < trough;
    }

    /// <summary>Whether it is worth noting: above the highest one.</summary>
    public bool IsPeak(decimal equityAccount) => PeakAccount is not { } peak || equityAccount > peak * PeakStep;

    /// <summary>Whether another sample of the window is due.</summary>
    public bool IsDue(TimeSpan window, DateTimeOffset now) => _samples.Count == 0 || (now - _samples[^1].At).Duration() >= window / SamplesPerWindow;

    /// <summary>Takes an observation.</summary>
    public void Observe(decimal equityAccount, DateTimeOffset at)
    {
        TroughAccount = equityAccount >= PeakAccount ? equityAccount : Math.Min(TroughAccount ?? equityAccount, equityAccount);
        PeakAccount = Math.Max(PeakAccount ?? equityAccount, equityAccount);
        _samples.RemoveAll(sample => sample.At > at); // the clock was set back
        _samples.Add(new EquitySample(at, equityAccount));
        if (_samples.Count > SamplesMax) _samples.RemoveAt(0);
    }

    /// <summary>Money came or went without a trade: what the day's loss is counted from moved, and so does all this. What comes is added, what goes leaves fractions as they were.</summary>
    public void Move(decimal fromAccount, decimal toAccount)
    {
        (PeakAccount, TroughAccount) = (Moved(PeakAccount), Moved(TroughAccount));
        for (var i = 0; i < _samples.Count; i++) _samples[i] = _samples[i] with { EquityAccount = Moved(_samples[i].EquityAccount)!.Value };

        decimal? Moved(decimal? value) => toAccount >= fromAccount || fromAccount <= 0m ? value + (toAccount - fromAccount) : value * toAccount / fromAccount;
    }

    /// <summary>A person lets the account go on: the next observation is the first.</summary>
    public void Forget()
    {
        (PeakAccount, TroughAccount) = (null, null);
        _samples.Clear();
    }

    /// <summary>How far below its peak the equity is, as a fraction of it; null before the first observation.</summary>
    public decimal? Drawdown(decimal equityAccount) => PeakAccount is > 0m and var peak ? Math.Max(0m, (peak - equityAccount) / peak) : null;

    /// <summary>How much of its peak the equity lost a minute since the oldest sample of the window; zero when it rose or is barely below the peak, null while too few samples are known.</summary>
    public decimal? FallPerMinute(decimal equityAccount, TimeSpan window, decimal floorFraction, DateTimeOffset now)
    {
        var first = _samples.Count;
        while (first > 0 && now - _samples[first - 1].At <= window && now >= _samples[first - 1].At) first--;
        if (_samples.Count - first + 1 < PointsMin || Drawdown(equityAccount) is not { } drawdown) return null;
        var passed = now - _samples[first].At;
        if (drawdown < floorFraction || passed <= TimeSpan.Zero) return 0m;
        return Math.Max(0m, (_samples[first].EquityAccount - equityAccount) / PeakAccount!.Value * TimeSpan.TicksPerMinute / passed.Ticks);
    }

    /// <summary>The book as a checkpoint keeps it.</summary>
    public AccountState Into(AccountState state) => state with { EquityPeakAccount = PeakAccount, EquityTroughAccount = TroughAccount, EquitySamples = [.. _samples] };
}
