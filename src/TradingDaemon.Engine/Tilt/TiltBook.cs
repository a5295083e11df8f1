using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt;

/// <summary>How each trader behaves and what was done about it: the fold of entries, cancels, closed trades and measures. A trader is a strategy; exits are nobody's behaviour.</summary>
public sealed class TiltBook
{
    private readonly SortedDictionary<string, TraderRecord> _traders = new(StringComparer.Ordinal);
    private readonly InstrumentCatalog _catalog;

    /// <summary>As a checkpoint remembers it.</summary>
    public TiltBook(InstrumentCatalog catalog, IEnumerable<TraderTilt> remembered)
    {
        _catalog = catalog;
        foreach (var trader in remembered) _traders.Add(trader.Trader, new TraderRecord(trader));
    }

    /// <summary>Everybody of whom anything is remembered.</summary>
    public IEnumerable<TraderRecord> All => _traders.Values;

    /// <summary>One trader, or null when nothing is remembered of it.</summary>
    public TraderRecord? Of(StrategyId trader) => _traders.GetValueOrDefault(trader.Text);

    /// <summary>An order was decided.</summary>
    public void Decided(OrderIntent intent, long fact)
    {
        if (intent is { IsReduceOnly: true } or { Child.Number: > 1 } || _catalog.Find(intent.Symbol) is not { } instrument) return;
        var price = intent.Side == OrderSide.Buy ? intent.DecisionAsk : intent.DecisionBid;
        Open(intent.Strategy).Entered(new TiltEntry(intent.DecidedAt, instrument.Quote.Code, instrument.Notional(price, intent.Terms.Quantity.Base)), fact);
    }

    /// <summary>A fill nobody here decided added to what is held: somebody's entry by hand.</summary>
    public void EnteredByHand(Fill fill, StrategyId trader, DateTimeOffset at, long fact)
    {
        if (_catalog.Find(fill.Symbol) is { } instrument)
            Open(trader).Entered(new TiltEntry(at, instrument.Quote.Code, instrument.Notional(fill.Price.QuotePerBase, fill.Quantity.Base)), fact);
    }

    /// <summary>A cancel was asked for, for the first time.</summary>
    public void CancelAsked(OrderIntent intent, DateTimeOffset at, long fact)
    {
        if (!intent.IsReduceOnly) Open(intent.Strategy).Cancelled(new TiltCancel(at, at - intent.DecidedAt), fact);
    }

    /// <summary>A trade ended.</summary>
    public void Closed(in ClosedTrade trade, long fact) => Open(trade.Strategy).Closed(new TiltTrade(trade.At, trade.ReturnFraction), fact);

    /// <summary>A detector found something.</summary>
    public void Found(Fact.TiltFound found, DateTimeOffset at) => Open(found.Trader).Found(new TiltAnomaly(at, found.Signal, found.Severity));

    /// <summary>Something is done about a trader.</summary>
    public void Moved(Fact.TiltMoved moved, DateTimeOffset at) => Open(moved.Trader).Moved(moved.Move, moved.Score, moved.Until, moved.SizeFactor, moved.Reason, at);

    /// <summary>A person lets the account go on.</summary>
    public void Forget()
    {
        foreach (var trader in _traders.Values) trader.Forget();
    }

    /// <summary>Which part of its size an entry has now, above 0 up to 1.</summary>
    public decimal SizeFactor(StrategyId trader, DateTimeOffset now)
    {
        if (Of(trader)?.State is not { } state) return 1m;
        return Math.Min(now < state.SmallerUntil ? state.SmallerFactor : 1m, TiltScore.SizeOf(state.Stage));
    }

    /// <summary>The book as a checkpoint keeps it.</summary>
    public AccountState Into(AccountState state) => state with { Tilts = [.. _traders.Values.Select(static trader => trader.Capture())] };

    private TraderRecord Open(StrategyId trader)
    {
        if (!_traders.TryGetValue(trader.Text, out var record)) _traders.Add(trader.Text, record = new TraderRecord(new TraderTilt { Trader = trader.Text }));
        return record;
    }
}
