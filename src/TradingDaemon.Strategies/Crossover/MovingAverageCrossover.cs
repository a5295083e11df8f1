using System.Globalization;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Strategies.Indicators;
using TradingDaemon.Strategies.Observations;
using TradingDaemon.Strategies.Proposals;

namespace TradingDaemon.Strategies.Crossover;

/// <summary>
/// Buys when the fast average rises above the slow one (golden cross) and sells when it falls below (death cross). The side it
/// first sees is no cross: nothing is bought for it, but a long found on the wrong side is sold.
/// </summary>
internal sealed class MovingAverageCrossover : IStrategy
{
    /// <summary>RiskMetrics' daily decay; here it only scales a confidence.</summary>
    private const double VolatilityDecay = 0.94;

    private readonly CrossoverSettings _settings;
    private readonly ObservationReader _observations;
    private readonly Stance _stance;
    private readonly IIndicator _fast;
    private readonly IIndicator _slow;
    private readonly EwmaVolatility _volatility;
    private readonly double _separationMin;
    private CrossSide _side;

    public MovingAverageCrossover(StrategySpec spec, Instrument instrument, CrossoverSettings settings)
    {
        _settings = settings;
        _observations = new(spec.BarInterval);
        _stance = new(spec, instrument, settings.Cooldown);
        _fast = AverageOf(settings.Fast);
        _slow = AverageOf(settings.Slow);
        _volatility = new(VolatilityDecay, settings.Slow);
        _separationMin = Math.Max(settings.MinimumSeparationBps / 10_000d, Rounding.Fraction);
    }

    /// <inheritdoc/>
    public StrategyNeeds Needs => _observations.Needs(_settings.Slow);

    /// <inheritdoc/>
    public void Evaluate(in MarketView market, AccountSnapshot account, Regime regime, ISignalSink signals)
    {
        if (!_observations.TryRead(in market, out var observation)) return;
        _fast.Update(observation.Price);
        _slow.Update(observation.Price);
        _volatility.Update(observation.Price);
        if (!_slow.IsReady) return;

        var before = _side;
        _side = SideAfter(before);
        if (_side == CrossSide.Above) StandAbove(crossed: before == CrossSide.Below, account, market.Time, signals);
        else if (_side == CrossSide.Below) StandBelow(crossed: before == CrossSide.Above, account, market.Time, signals);
    }

    /// <summary>Between the two thresholds the side stays: averages that touch and part again have not crossed.</summary>
    private CrossSide SideAfter(CrossSide before)
    {
        var separation = (_fast.Value - _slow.Value) / _slow.Value;
        if (separation > _separationMin) return CrossSide.Above;
        return separation < -_separationMin ? CrossSide.Below : before;
    }

    private void StandAbove(bool crossed, AccountSnapshot account, DateTimeOffset now, ISignalSink signals)
    {
        if (crossed && _stance.MayGoLong(account, now))
        {
            signals.Propose(new(SignalKind.Buy, EntryConfidence(), Reasoning("golden cross")));
            _stance.Enter(Lean.Long, now);
        }
        else if (_stance.MustLeaveShort(account, now))
        {
            signals.Propose(new(SignalKind.Close, ConfidenceFormulas.Exit, Reasoning("short above a golden cross")));
            _stance.Leave(now);
        }
    }

    private void StandBelow(bool crossed, AccountSnapshot account, DateTimeOffset now, ISignalSink signals)
    {
        if (crossed && _stance.MayGoShort(account, now))
        {
            signals.Propose(new(SignalKind.Sell, EntryConfidence(), Reasoning("death cross")));
            _stance.Enter(Lean.Short, now);
        }
        else if (_stance.MustLeaveLong(account, now))
        {
            var exit = _stance.CanShort ? SignalKind.Close : SignalKind.Sell;   // where shorts are allowed a Sell would open one
            signals.Propose(new(exit, ConfidenceFormulas.Exit, Reasoning("death cross")));
            _stance.Leave(now);
        }
    }

    private double EntryConfidence() =>
        ConfidenceFormulas.Separation(_fast.Value, _slow.Value, _volatility.Value, _settings.Slow);

    private string Reasoning(string cause)
    {
        var name = _settings.Average == AverageKind.Sma ? "SMA" : "EMA";
        var separationBps = (_fast.Value - _slow.Value) / _slow.Value * 10_000d;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{cause}: {name}({_settings.Fast}) {_fast.Value:G8} against {name}({_settings.Slow}) {_slow.Value:G8}, {separationBps:0.##} bps apart");
    }

    private IIndicator AverageOf(int period) => _settings.Average == AverageKind.Sma ? new Sma(period) : new Ema(period);
}
