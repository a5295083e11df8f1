using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Tests.Venues.Guard;

/// <summary>A venue's own counting of weights: fixed minutes, 429 above the limit, and a ban for whoever asks during a 429's pause.</summary>
internal sealed class StrictWindow(int limit, TimeProvider clock, Action<int, int> tell)
{
    private static readonly TimeSpan Penalty = TimeSpan.FromSeconds(20);

    private readonly long _zero = clock.GetTimestamp();
    private TimeSpan _pausedUntil;
    private long _minute = -1;

    public int Used { get; private set; }

    public int Refusals { get; private set; }

    public int Bans { get; private set; }

    public int Most { get; private set; }

    public VenueFault? Ask(int weight)
    {
        var now = clock.GetElapsedTime(_zero);
        var minute = (long)now.TotalMinutes;
        if (minute != _minute) (_minute, Used) = (minute, 0);
        if (now < _pausedUntil)
        {
            Bans++;
            return new VenueFault(VenueFaultKind.RateLimited, "418", "Banned.", TimeSpan.FromMinutes(2));
        }

        Used += weight;
        Most = Math.Max(Most, Used);
        tell(Used, limit);
        if (Used <= limit) return null;
        Refusals++;
        _pausedUntil = now + Penalty;
        return new VenueFault(VenueFaultKind.RateLimited, "429", "Slower.", Penalty);
    }

    /// <summary>Somebody else spends of the same key's budget.</summary>
    public void SpendByOthers(int weight) => Used += weight;
}
