using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt.Detectors;

internal sealed class Inactivity() : TiltDetector(
    TiltSignal.Inactivity,
    "An entry longer after the one before than this. Off unless set.",
    [nameof(TiltPolicy.InactivityMax)])
{
    public override TiltFinding? Judge(TraderRecord trader, TiltPolicy policy)
    {
        if (policy.InactivityMax <= TimeSpan.Zero || trader.Entries.Count < 2) return null;
        var idle = trader.Entries[^1].At - trader.Entries[^2].At;
        return idle > policy.InactivityMax ? new TiltFinding(TiltFinding.Times(idle.Ticks, policy.InactivityMax.Ticks), Text($"no entry for {idle:c}")) : null;
    }
}
