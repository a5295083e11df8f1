using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Strategies.Observations;

/// <summary>Decides which events are observations: closed bars when the spec asks for bars, else every quote's mid.</summary>
internal sealed class ObservationReader(TimeSpan barInterval)
{
    private readonly bool _readsBars = barInterval > TimeSpan.Zero;

    /// <summary>What the strategy has to be called for.</summary>
    /// <param name="warmUpObservations">Observations before its first signal.</param>
    public StrategyNeeds Needs(int warmUpObservations) => new(EveryEvent: !_readsBars, barInterval, warmUpObservations);

    /// <summary>The observation in this event, if it is one. Prices that are not finite and above zero are none: they would poison every average.</summary>
    public bool TryRead(in MarketView market, out Observation observation)
    {
        observation = default;
        if (_readsBars) return market.HasClosedBar && TryReadBar(market.ClosedBar, out observation);
        if (market.Kind != MarketEventKind.Quote || !IsPrice(market.Mid)) return false;
        observation = new(market.Mid, market.Mid, market.Mid);
        return true;
    }

    private static bool TryReadBar(in Bar bar, out Observation observation)
    {
        var extremesCount = bar.IsComplete && IsPrice(bar.High) && IsPrice(bar.Low);
        observation = extremesCount ? new(bar.Close, bar.High, bar.Low) : new(bar.Close, bar.Close, bar.Close);
        return IsPrice(bar.Close);
    }

    private static bool IsPrice(double value) => value > 0d && double.IsFinite(value);
}
