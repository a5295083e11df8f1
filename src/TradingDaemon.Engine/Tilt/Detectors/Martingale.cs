using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt.Detectors;

internal sealed class Martingale() : TiltDetector(
    TiltSignal.Martingale,
    "Twice in a row an entry after a losing trade is more than so many times as large as the one before.",
    [nameof(TiltPolicy.SizeGrowth)])
{
    public override TiltFinding? Judge(TraderRecord trader, TiltPolicy policy)
    {
        var newest = trader.Entries.Count - 1;
        if (newest < 2 || Growth(trader, newest) is not { } last || Growth(trader, newest - 1) is not { } first) return null;
        return Math.Min(last, first) > policy.SizeGrowth
            ? new TiltFinding(TiltFinding.Times(Math.Min(last, first), policy.SizeGrowth), Text($"after losses entries grew {first:0.0#} and {last:0.0#} times"))
            : null;
    }

    // How many times as large as the one before it is, if a losing trade ended between them.
    private static decimal? Growth(TraderRecord trader, int index)
    {
        if (trader.SameCurrencyBefore(index) is not { NotionalQuote: > 0m } before || trader.TradeBefore(trader.Entries[index].At) is not { IsLoss: true } loss || loss.At < before.At) return null;
        return trader.Entries[index].NotionalQuote / before.NotionalQuote;
    }
}
