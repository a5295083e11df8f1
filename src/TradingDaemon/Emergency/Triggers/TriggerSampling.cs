using TradingDaemon.Domain.Instruments;
using TradingDaemon.Engine.Emergency;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Emergency.Triggers;

/// <summary>Gathers what the triggers look at from what the host has anyway.</summary>
internal sealed class TriggerSampling(IStatusSource status, HealthBoard health, TouchBoard touches, InstrumentCatalog catalog, IReadOnlyList<string> venues)
{
    /// <summary>One sample.</summary>
    public TriggerSample Take(DateTimeOffset now, DateTimeOffset heartbeatAt)
    {
        var current = status.Current;
        return new(now, DayLoss(current), [.. Held(current)], [.. Lost()], heartbeatAt);
    }

    private static decimal? DayLoss(DaemonStatus status) =>
        status.DayProfit.Amount is { } profit && status.Equity.Amount is { } equity && equity - profit > 0m ? -profit / (equity - profit) : null;

    private IEnumerable<HeldSample> Held(DaemonStatus status)
    {
        foreach (var held in status.Positions.GroupBy(static line => line.Symbol))
        {
            var net = held.Sum(static line => line.NetBase);
            if (net == 0m || catalog.Find(new Symbol(held.Key)) is not { } instrument || touches.Of(instrument.Id) is not { } touch) continue;
            var (price, size) = net > 0m ? (touch.Bid, touch.BidSizeBase) : (touch.Ask, touch.AskSizeBase);
            yield return new(held.Key, net, (touch.Bid + touch.Ask) / 2m, size >= 0m ? instrument.Notional(price, size) : null);
        }
    }

    private IEnumerable<string> Lost()
    {
        var components = health.Report().Components;
        return venues.Where(venue => components.Any(component => component.Name == $"venue:{venue}" && component.Level == HealthLevel.Critical));
    }
}
