using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Strategies.Indicators;
using TradingDaemon.Strategies.Observations;
using TradingDaemon.Strategies.Parameters;
using TradingDaemon.Strategies.Proposals;

namespace TradingDaemon.Tests.Strategies.Documents;

/// <summary>Buys above everything the window has seen, closes below everything it has seen.</summary>
internal sealed class BreakoutFactory : IStrategyFactory
{
    private static readonly Parameter<int> Window = ParameterTypes.WholeNumber("window", 20, 2, 5_000, "Observations whose extremes count.");
    private static readonly ParameterSet Set = new(Window);

    public string Kind => "breakout";
    public IReadOnlyList<StrategyParameter> Parameters => Set.Descriptions;
    public IEnumerable<string> Validate(StrategySpec spec) => Set.Faults(spec);
    public IStrategy Create(StrategySpec spec, Instrument instrument) => new Breakout(spec, instrument, Window.Read(spec));

    private sealed class Breakout(StrategySpec spec, Instrument instrument, int window) : IStrategy
    {
        private readonly ObservationReader _observations = new(spec.BarInterval);
        private readonly Stance _stance = new(spec, instrument, cooldown: TimeSpan.Zero);
        private readonly RollingExtreme _highest = RollingExtreme.Highest(window);
        private readonly RollingExtreme _lowest = RollingExtreme.Lowest(window);

        public StrategyNeeds Needs { get; } = new ObservationReader(spec.BarInterval).Needs(window + 1);

        public void Evaluate(in MarketView market, AccountSnapshot account, Regime regime, ISignalSink signals)
        {
            if (!_observations.TryRead(in market, out var seen)) return;
            var (high, low) = (_highest.Value, _lowest.Value);      // NaN while warming up, and nothing is above or below NaN
            _highest.Update(seen.High);
            _lowest.Update(seen.Low);
            if (seen.Price > high && _stance.MayGoLong(account, market.Time))
            {
                signals.Propose(new(SignalKind.Buy, 0.6, FormattableString.Invariant($"price {seen.Price:G8} above the window's high {high:G8}")));
                _stance.Enter(Lean.Long, market.Time);
            }
            else if (seen.Price < low && _stance.MustLeaveLong(account, market.Time))
            {
                signals.Propose(new(SignalKind.Close, 1d, FormattableString.Invariant($"price {seen.Price:G8} below the window's low {low:G8}")));
                _stance.Leave(market.Time);
            }
        }
    }
}
