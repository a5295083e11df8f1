using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt;

/// <summary>
/// How each trader behaves and what was done about it: the fold of entries, cancels, closed trades and measures. A trader is a strategy; exits are nobody's behaviour, and an entry
/// is as large as its trader would have it, whatever the account made of that.
/// </summary>
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

    /// <summary>An order was decided. A part of an entry is no entry: the whole was one when its parent order was opened. Nor is a quote: placing and taking back is a market maker's trade.</summary>
    public void Decided(OrderIntent intent, long fact)
    {
        if (intent.IsReduceOnly || intent.Child is not null || intent.QuoteOf is not null || _catalog.Find(intent.Symbol) is not { } instrument) return;
        var price = intent.Side == OrderSide.Buy ? intent.DecisionAsk : intent.DecisionBid;
        Open(intent.Strategy).Entered(new TiltEntry(intent.DecidedAt, instrument.Quote.Code, Asked(instrument.Notional(price, intent.Terms.Quantity.Base), intent.Origin)), fact);
    }

    /// <summary>An entry that goes in parts was decided: it is as large as its whole.</summary>
    public void Opened(ParentOrder parent, long fact)
    {
        if (_catalog.Find(parent.Symbol) is { } instrument)
            Open(parent.Strategy).Entered(new TiltEntry(parent.StartAt, instrument.Quote.Code, Asked(instrument.Notional(parent.ArrivalTouch, parent.QuantityBase), parent.Origin)), fact);
    }

    /// <summary>A fill nobody here decided added to what is held: somebody's entry by hand.</summary>
    public void EnteredByHand(Fill fill, StrategyId trader, DateTimeOffset at, long fact)
    {
        if (_catalog.Find(fill.Symbol) is { } instrument)
            Open(trader).Entered(new TiltEntry(at, instrument.Quote.Code, instrument.Notional(fill.Price.QuotePerBase, fill.Quantity.Base)), fact);
    }

    /// <summary>A cancel was asked for, for the first time. That of a part is its algorithm's, e.g. because the touch moved away.</summary>
    public void CancelAsked(OrderIntent intent, DateTimeOffset at, long fact)
    {
        if (intent is { IsReduceOnly: false, Child: null, QuoteOf: null }) Open(intent.Strategy).Cancelled(new TiltCancel(at, at - intent.DecidedAt), fact);
    }

    /// <summary>An entry that goes in parts sends no more: a cancel where its strategy has changed its mind, and something was left that the venue would take.</summary>
    public void Ending(ParentState parent, ParentEnd why, DateTimeOffset at, long fact)
    {
        var order = parent.Order;
        if (why == ParentEnd.Withdrawn && _catalog.Find(order.Symbol) is { } instrument && !instrument.IsDust(parent.UnfilledBase, order.ArrivalTouch))
            Open(order.Strategy).Cancelled(new TiltCancel(at, at - order.StartAt), fact);
    }

    /// <summary>A trade ended.</summary>
    public void Closed(in ClosedTrade trade, long fact) => Open(trade.Strategy).Closed(new TiltTrade(trade.At, trade.ReturnFraction), fact);

    /// <summary>A detector found something.</summary>
    public void Found(Fact.TiltFound found, DateTimeOffset at) => Open(found.Trader).Found(new TiltAnomaly(at, found.Signal, found.Severity));

    /// <summary>A person wrote about a trader.</summary>
    public void Journalled(Fact.TiltJournalled written, long fact) => Open(written.Trader).Journalled(written.Words, fact);

    /// <summary>Something is done about a trader.</summary>
    public void Moved(Fact.TiltMoved moved, DateTimeOffset at) => Open(moved.Trader).Moved(moved, at);

    /// <summary>A person lets the account go on.</summary>
    public void Forget()
    {
        foreach (var trader in _traders.Values) trader.Forget();
    }

    /// <summary>Which part of its size an entry has now, above 0 up to 1.</summary>
    public decimal SizeFactor(StrategyId trader, DateTimeOffset now) => Of(trader)?.State is { } state ? TiltScore.SizeFactorOf(state, now) : 1m;

    /// <summary>The book as a checkpoint keeps it.</summary>
    public AccountState Into(AccountState state) => state with { Tilts = [.. _traders.Values.Select(static trader => trader.Capture())] };

    private static decimal Asked(decimal notionalQuote, SignalOrigin? origin) => origin?.SizeFactor is { } factor ? notionalQuote / factor : notionalQuote;

    private TraderRecord Open(StrategyId trader)
    {
        if (!_traders.TryGetValue(trader.Text, out var record)) _traders.Add(trader.Text, record = new TraderRecord(new TraderTilt { Trader = trader.Text }));
        return record;
    }
}
