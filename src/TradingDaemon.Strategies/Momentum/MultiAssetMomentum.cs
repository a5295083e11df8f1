using System.Globalization;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Strategies.Observations;
using TradingDaemon.Strategies.Proposals;

namespace TradingDaemon.Strategies.Momentum;

/// <summary>Buys what rises clearly for its own volatility and closes when the rise is over. Long only; between the two thresholds it holds by silence.</summary>
internal sealed class MultiAssetMomentum(StrategySpec spec, Instrument instrument, MomentumSettings settings) : IStrategy
{
    private readonly ObservationReader _observations = new(spec.BarInterval);
    private readonly Stance _stance = new(spec, instrument, settings.Cooldown);
    private readonly NormalisedMomentum _momentum = new(settings.Lookback);
    private readonly double _entryStrength = NormalisedMomentum.StrengthOf(settings.Entry);
    private readonly double _exitStrength = NormalisedMomentum.StrengthOf(settings.Exit);

    /// <inheritdoc/>
    public StrategyNeeds Needs => _observations.Needs(settings.Lookback + 1);

    /// <inheritdoc/>
    public void Evaluate(in MarketView market, AccountSnapshot account, Regime regime, ISignalSink signals)
    {
        if (!_observations.TryRead(in market, out var observation)) return;
        _momentum.Update(observation.Price);
        if (!_momentum.IsReady) return;

        var strength = _momentum.Strength;
        if (strength > _entryStrength && _stance.MayGoLong(account, market.Time))
        {
            signals.Propose(new(SignalKind.Buy, ConfidenceFormulas.Momentum(_momentum.Value), Reasoning("above entry", settings.Entry)));
            _stance.Enter(Lean.Long, market.Time);
        }
        else if (strength < _exitStrength && _stance.MustLeaveLong(account, market.Time))
        {
            signals.Propose(new(SignalKind.Close, ConfidenceFormulas.Exit, Reasoning("below exit", settings.Exit)));
            _stance.Leave(market.Time);
        }
    }

    private string Reasoning(string side, double threshold) =>
        string.Create(CultureInfo.InvariantCulture, $"momentum over {settings.Lookback} returns {_momentum.Value:0.000} {side} {threshold:0.###}");
}
