using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Engine.Stakes;

/// <summary>What one strategy has at stake in one instrument.</summary>
/// <param name="key">Whose, in what.</param>
/// <param name="instrument">The instrument's.</param>
/// <param name="strategy">Everything of the strategy.</param>
/// <param name="positions">Everything of all strategies.</param>
internal sealed class PositionStake(PositionKey key, InstrumentStake instrument, StakeSum strategy, StakeSum positions)
{
    private Stake _held;
    private Stake _inFlight;
    private decimal _buysBase;
    private decimal _sellsBase;

    /// <summary>Whose, in what.</summary>
    public PositionKey Key => key;

    /// <summary>Whether an entry of the strategy in it is in flight.</summary>
    public bool IsUnderWay => (_inFlight.Buys | _inFlight.Sells) != 0;

    /// <summary>What it holds, signed.</summary>
    public decimal NetBase { get; private set; }

    /// <summary>What guards that; null for nothing.</summary>
    public PositionProtection? Guard { get; private set; }

    /// <summary>Everything of its strategy.</summary>
    public StakeSum OfStrategy => strategy;

    /// <summary>What is at stake in it.</summary>
    public Stake Own => _held + _inFlight;

    /// <summary>What entries in flight could lose to their stops.</summary>
    public decimal InFlightRiskQuote => _inFlight.RiskQuote;

    /// <summary>Base in flight on one side, exits included.</summary>
    public decimal InFlightBase(OrderSide side) => side == OrderSide.Buy ? _buysBase : _sellsBase;

    /// <summary>An order of the strategy in it changed.</summary>
    public void Work(OrderSide side, decimal changeBase, in Stake from, in Stake to)
    {
        if (side == OrderSide.Buy) _buysBase += changeBase;
        else _sellsBase += changeBase;
        Move(from, to);
        _inFlight = _inFlight - from + to;
    }

    /// <summary>What is held or what guards it changed.</summary>
    public void Settle(decimal netBase, PositionProtection? guard)
    {
        (NetBase, Guard) = (netBase, guard);
        if (netBase != 0m) return;
        Move(_held, default);
        _held = default;
    }

    /// <summary>Its price moved; zero for one nobody knows.</summary>
    public void Price(decimal bid, decimal ask)
    {
        var held = new Stake { Holdings = 1, Unpriced = 1 };
        if (bid != 0m)
        {
            var (price, size) = (NetBase > 0m ? bid : ask, Math.Abs(NetBase));
            var risk = (Guard?.RiskQuote(price, size) ?? (price * size)) * instrument.Instrument.Multiplier;
            held = new Stake { Holdings = 1, HeldQuote = Stake.Up(instrument.Instrument.Notional(price, size)), RiskQuote = Stake.Up(risk) };
        }

        Move(_held, held);
        _held = held;
    }

    private void Move(in Stake from, in Stake to)
    {
        strategy.Move(instrument.Currency, from, to);
        positions.Move(instrument.Currency, from, to);
    }
}
