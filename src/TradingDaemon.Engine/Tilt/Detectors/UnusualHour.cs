using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt.Detectors;

internal sealed class UnusualHour() : TiltDetector(
    TiltSignal.UnusualHour,
    "The first entry of an hour whose time of day (UTC) fewer than this share of the trader's own hours with entries had; too few of them tell nothing. Off unless set.",
    [nameof(TiltPolicy.HourShareMin), nameof(TiltPolicy.BaselineSamplesMin), nameof(TiltPolicy.BaselineAge)])
{
    private const long HoursADay = 24L;

    public override TiltFinding? Judge(TraderRecord trader, TiltPolicy policy)
    {
        if (policy.HourShareMin <= 0m || trader.Hours.Count <= policy.BaselineSamplesMin || trader.Hours[^1] is not { Entries: 1 } newest) return null;
        var oldest = newest.Hour - (long)policy.BaselineAge.TotalHours;
        var (all, alike) = (0, 0);
        for (var i = 0; i < trader.Hours.Count - 1; i++)
        {
            if (trader.Hours[i].Hour < oldest) continue;
            all++;
            if (trader.Hours[i].Hour % HoursADay == newest.Hour % HoursADay) alike++;
        }

        if (all < policy.BaselineSamplesMin) return null;
        var share = (decimal)alike / all;
        return share < policy.HourShareMin ? new TiltFinding(TiltFinding.Times(policy.HourShareMin, share), Text($"an entry at {newest.Hour % HoursADay:00}:00 UTC, as {alike} of {all} hours with entries were")) : null;
    }
}
