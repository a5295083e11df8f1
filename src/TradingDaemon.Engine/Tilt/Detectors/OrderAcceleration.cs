using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt.Detectors;

internal sealed class OrderAcceleration() : TiltDetector(
    TiltSignal.OrderAcceleration,
    "Over-trading: entries a minute of the last 5 minutes are more than so many times those of the last 15. Fewer entries than the minimum, or no entry older than that, tell nothing.",
    [nameof(TiltPolicy.PaceRatio), nameof(TiltPolicy.EntriesMin)])
{
    private const decimal LongByShort = 3m;
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(15);

    public override TiltFinding? Judge(TraderRecord trader, TiltPolicy policy)
    {
        if (trader.Entries.Count == 0 || trader.Entries[0].At >= trader.Entries[^1].At - Long) return null;
        var now = trader.Entries[^1].At;
        var (lately, before) = (trader.EntriesSince(now - Short), trader.EntriesSince(now - Long));
        var ratio = lately * LongByShort / before;
        return lately >= policy.EntriesMin && ratio > policy.PaceRatio
            ? new TiltFinding(TiltFinding.Times(ratio, policy.PaceRatio), Text($"entries come {ratio:0.0#} times as fast as in the last 15 minutes"))
            : null;
    }
}
