using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Ordering;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.Desks;

/// <summary>
/// Stop loss, take profit and trailing stop: looks at guarded positions with each believed price, and closes what reached a level, one exit at a time,
/// until it is flat. Nothing of it waits at a venue: it guards while the daemon runs.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="signals">Where exits are decided.</param>
public sealed class ProtectionDesk(TradingAccount account, SignalDesk signals)
{
    // An exit that does not fill is tried again: soon enough for a falling market, and not so often that each price costs a refusal.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<PositionKey, DateTimeOffset> _triedAt = []; // forgotten when the position is guarded no more
    private Regularly _look = new(Interval);

    /// <summary>A price of an instrument was believed.</summary>
    public void Take(InstrumentId instrument, DateTimeOffset now)
    {
        if (account.Books.Protections.On(instrument).Count > 0 && MayClose) Look(account.Setup.Catalog[instrument], now);
    }

    /// <summary>Told the time: what was tried in vain is tried again, and what could not be closed while the engine did not let it.</summary>
    public void Take(DateTimeOffset now)
    {
        if ((account.Books.Protections.Count == 0 && _triedAt.Count == 0) || !_look.IsDue(now)) return;
        _look.Done(now);
        if (MayClose)
            foreach (var instrument in account.Setup.Catalog.All)
                if (account.Books.Protections.On(instrument.Id).Count > 0) Look(instrument, now);
        if (_triedAt.Count == 0) return;
        foreach (var key in _triedAt.Keys.Where(key => account.Books.Protections.Find(key) is null).ToList()) _triedAt.Remove(key);
    }

    // What the gate would refuse whatever the price is not asked: a start that compares with venues has yet to learn what is held.
    private bool MayClose => account.Books is { State: EngineState.Running or EngineState.Paused or EngineState.Faulted, Emergency: not EmergencyState.Halted };

    private void Look(Instrument instrument, DateTimeOffset now)
    {
        if (account.Marks.Find(instrument.Id) is not { } mark || mark.AgeAt(now) > account.Limits.QuoteAgeMax) return; // a price nobody stands by triggers nothing
        var keys = account.Books.Protections.On(instrument.Id);
        for (var i = keys.Count - 1; i >= 0; i--) Look(instrument, account.Books.Protections.Find(keys[i])!, mark, now); // what is closed in the simulation leaves the list at once
    }

    private void Look(Instrument instrument, PositionProtection protection, in Quote mark, DateTimeOffset now)
    {
        var price = protection.IsLong ? mark.Bid.QuotePerBase : mark.Ask.QuotePerBase;
        if (protection.Triggered is null)
        {
            if (protection.TrailAt(price, instrument.TickSize) is { } trail)
            {
                account.Log.Emit(new Fact.ProtectionTrailed(protection.Strategy, protection.Symbol, trail), now);
                protection = account.Books.Protections.Find(protection.Key)!;
            }

            if (protection.ReachedAt(price) is not { } kind) return;
            account.Log.Emit(new Fact.ProtectionTriggered(protection.Strategy, protection.Symbol, kind, protection.LevelOf(kind)!.Value, price), now);
            CancelEntries(protection.Key, now);
            protection = account.Books.Protections.Find(protection.Key)!;
        }

        Close(instrument, protection, price, now);
    }

    private void Close(Instrument instrument, PositionProtection protection, decimal priceQuote, DateTimeOffset now)
    {
        var key = protection.Key;
        if (_triedAt.TryGetValue(key, out var triedAt) && (now - triedAt).Duration() < Interval) return;
        if (account.Books.Positions.ClosableBase(key) == 0m) return;
        if (CancelResting(key, protection.IsLong ? OrderSide.Sell : OrderSide.Buy, now)) return; // the next exit goes when that one has ended
        _triedAt[key] = now;
        var kind = protection.Triggered!.Value;
        signals.Close(new Wish(key.Strategy, SignalKind.Close, Texts.Of($"{NameOf(kind)} at {protection.LevelOf(kind):0.########} reached: {(protection.IsLong ? "bid" : "ask")} {priceQuote:0.########}, entry {protection.AnchorQuote:0.########}.")) { IsFromProtection = true }, instrument, now);
    }

    // What would add to a position that is being closed.
    private void CancelEntries(PositionKey key, DateTimeOffset now)
    {
        ParentClosing.EndOn(account, key.Strategy, account.Setup.Catalog.Find(key.Symbol)!, ParentEnd.PositionClosed, "The position is being closed by its protection.", now);
        foreach (var order in account.Books.Orders.Open.Where(order => !order.Intent.IsReduceOnly && IsOf(order, key) && !account.Books.Orders.IsCancelWanted(order.Intent.ClientOrderId)).ToList())
            account.Log.EmitCancel(order, "The position is being closed by its protection.", now);
    }

    // A strategy's own exit that waits for a better price stands in the way of one that takes what is there.
    private bool CancelResting(PositionKey key, OrderSide side, DateTimeOffset now)
    {
        var isInTheWay = false;
        foreach (var order in account.Books.Orders.Open.Where(order => IsOf(order, key) && order.Intent.Side == side).ToList())
        {
            isInTheWay = true;
            var rests = order.Intent.Terms is OrderTerms.Stop || (order.Intent.Terms is OrderTerms.Limit limit && limit.MayRest());
            if (rests && !account.Books.Orders.IsCancelWanted(order.Intent.ClientOrderId)) account.Log.EmitCancel(order, "The position's protection closes it at the market.", now);
        }

        return isInTheWay;
    }

    private static bool IsOf(OrderState order, PositionKey key) => order.Intent.Strategy == key.Strategy && order.Intent.Symbol == key.Symbol;

    private static string NameOf(ProtectionKind kind) => kind switch
    {
        ProtectionKind.StopLoss => "Stop loss",
        ProtectionKind.TrailingStop => "Trailing stop",
        _ => "Take profit",
    };
}
