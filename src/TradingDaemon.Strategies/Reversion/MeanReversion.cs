using System.Globalization;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Strategies.Indicators;
using TradingDaemon.Strategies.Observations;
using TradingDaemon.Strategies.Proposals;

namespace TradingDaemon.Strategies.Reversion;

/// <summary>
/// Buys below the lower Bollinger band when the RSI calls it oversold, and is out at the middle band or when overbought. Where
/// shorts are allowed it does the same upside down. It enters only in a market that stays in a range.
/// </summary>
internal sealed class MeanReversion(StrategySpec spec, Instrument instrument, ReversionSettings settings) : IStrategy
{
    private readonly ObservationReader _observations = new(spec.BarInterval);
    private readonly Stance _stance = new(spec, instrument, settings.Cooldown);
    private readonly Bollinger _bands = new(settings.BandPeriod, settings.BandWidth);
    private readonly Rsi _rsi = new(settings.RsiPeriod);
    private readonly RollingRange _range = new(settings.RangeWindow);

    /// <inheritdoc/>
    public StrategyNeeds Needs =>
        _observations.Needs(Math.Max(Math.Max(settings.BandPeriod, settings.RsiPeriod + 1), settings.RangeWindow));

    /// <inheritdoc/>
    public void Evaluate(in MarketView market, AccountSnapshot account, Regime regime, ISignalSink signals)
    {
        if (!_observations.TryRead(in market, out var observation)) return;
        _bands.Update(observation.Price);
        _rsi.Update(observation.Price);
        _range.Update(observation.High, observation.Low);
        if (!_bands.IsReady || !_rsi.IsReady) return;

        if (!TryEnter(observation.Price, account, market.Time, signals)) TryExit(observation.Price, account, market.Time, signals);
    }

    private bool TryEnter(double price, AccountSnapshot account, DateTimeOffset now, ISignalSink signals)
    {
        var rsi = _rsi.Value;
        if (rsi < settings.Oversold && price < _bands.Lower * (1d - Rounding.Fraction) && InRange && _stance.MayGoLong(account, now))
        {
            signals.Propose(new(SignalKind.Buy, ConfidenceFormulas.Oversold(rsi, settings.Oversold), Reasoning(price, "below lower band", _bands.Lower)));
            _stance.Enter(Lean.Long, now);
            return true;
        }

        if (rsi > settings.Overbought && price > _bands.Upper * (1d + Rounding.Fraction) && InRange && _stance.MayGoShort(account, now))
        {
            signals.Propose(new(SignalKind.Sell, ConfidenceFormulas.Overbought(rsi, settings.Overbought), Reasoning(price, "above upper band", _bands.Upper)));
            _stance.Enter(Lean.Short, now);
            return true;
        }

        return false;
    }

    private void TryExit(double price, AccountSnapshot account, DateTimeOffset now, ISignalSink signals)
    {
        var rsi = _rsi.Value;
        var middle = _bands.Value;
        var leaves = ((price >= middle || rsi > settings.Overbought) && _stance.MustLeaveLong(account, now))
            || ((price <= middle || rsi < settings.Oversold) && _stance.MustLeaveShort(account, now));
        if (!leaves) return;
        signals.Propose(new(SignalKind.Close, ConfidenceFormulas.Exit, Reasoning(price, "against middle band", middle)));
        _stance.Leave(now);
    }

    /// <summary>False until the range is known: an entry waits for it, an exit does not.</summary>
    private bool InRange => _range.Value < settings.RangeMax;

    private string Reasoning(double price, string side, double band) => string.Create(
        CultureInfo.InvariantCulture,
        $"price {price:G8} {side} {band:G8}, RSI({settings.RsiPeriod}) {_rsi.Value:0.0}, range {_range.Value * 100d:0.##} %");
}
