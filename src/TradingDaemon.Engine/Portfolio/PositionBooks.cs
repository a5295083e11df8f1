using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Positions;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.Portfolio;

/// <summary>All positions, by strategy and instrument, with the account's net per instrument.</summary>
public sealed class PositionBooks
{
    private static readonly IReadOnlyList<LotBook> None = [];

    private readonly InstrumentCatalog _catalog;
    private readonly Func<Instrument, decimal, decimal?>? _price;
    private readonly HashSet<LotBook> _weighed = []; // held, and of an instrument whose price can make them dust
    private readonly Dictionary<PositionKey, LotBook> _books = [];
    private readonly Dictionary<StrategyId, List<LotBook>> _byStrategy = [];
    private readonly List<LotBook>?[] _on; // by instrument
    private readonly decimal[] _netBase;
    private readonly List<LotBook> _inOrder = []; // the same as they were opened: the gate walks it, and a dictionary's values cost it an enumerator
    private readonly List<int> _held = []; // indices of instruments held, ascending: valuing thousands that are not would cost more than all else

    /// <summary>Positions as remembered; throws <see cref="InvalidDataException"/> when one is of an instrument the catalogue no longer knows.</summary>
    /// <param name="catalog">The instruments.</param>
    /// <param name="remembered">What is held.</param>
    /// <param name="price">What a unit of a signed holding would fetch, which tells what is worth too little to close; null, or a null answer, lets quantity alone decide.</param>
    public PositionBooks(InstrumentCatalog catalog, IEnumerable<Position> remembered, Func<Instrument, decimal, decimal?>? price = null)
    {
        (_catalog, _price) = (catalog, price);
        (_netBase, _on) = (new decimal[catalog.Count], new List<LotBook>?[catalog.Count]);
        foreach (var position in remembered)
        {
            var book = Add(new LotBook(position, Known(position.Symbol).Multiplier));
            Move(Known(position.Symbol).Id, book.NetBase);
            See(book);
        }
    }

    /// <summary>Every position ever held, flat ones included, in the order they were opened.</summary>
    public IReadOnlyList<LotBook> All => _inOrder;

    /// <summary>Instruments whose net is not zero, in the catalogue's order; a walk over it ends at the next fill.</summary>
    public IReadOnlyList<int> Held => _held;

    /// <summary>
    /// Signed holdings that an order can close, exact: what strategies are shown, and what is tried to be closed. Less than that
    /// (<see cref="Instrument.IsDust"/>) is flat here and nowhere else. Kept in step with every fill, and with prices by <see cref="Weigh"/>, so that
    /// whoever hands them out copies nothing.
    /// </summary>
    public ImmutableDictionary<PositionKey, decimal> Closable { get; private set; } = ImmutableDictionary<PositionKey, decimal>.Empty;

    /// <summary>The account's signed holding of an instrument, all strategies together.</summary>
    public decimal NetBase(InstrumentId instrument) => _netBase[instrument.Index];

    /// <summary>One strategy's signed holding.</summary>
    public decimal NetBase(PositionKey key) => _books.TryGetValue(key, out var book) ? book.NetBase : 0m;

    /// <summary>What one strategy's open lots were bought for on average, quote currency; zero when flat.</summary>
    public decimal AverageQuote(PositionKey key) => _books.TryGetValue(key, out var book) ? book.AveragePriceQuote() ?? 0m : 0m;

    /// <summary>One strategy's signed holding as far as an order can close it, at the newest price where there is one; zero when it is flat or dust.</summary>
    public decimal ClosableBase(PositionKey key)
    {
        var net = NetBase(key); // of the book itself: what is only kept in step with it must not keep an exit from leaving
        var instrument = Known(key.Symbol);
        return instrument.IsDust(net, _price?.Invoke(instrument, net)) ? 0m : net;
    }

    /// <summary>Looks again at holdings that their price makes worth closing or not: it moves without a fill.</summary>
    public void Weigh()
    {
        foreach (var book in _weighed) Show(book);
    }

    /// <summary>One strategy's positions, flat ones included.</summary>
    public IReadOnlyList<LotBook> Of(StrategyId strategy) => _byStrategy.TryGetValue(strategy, out var books) ? books : None;

    /// <summary>All strategies' positions in one instrument, flat ones included, in the order they were opened.</summary>
    public IReadOnlyList<LotBook> On(InstrumentId instrument) => _on[instrument.Index] ?? None;

    /// <summary>The book of a position, opened when there is none yet.</summary>
    public LotBook Open(PositionKey key) =>
        _books.TryGetValue(key, out var book) ? book : Add(new LotBook(key, Known(key.Symbol).Multiplier));

    /// <summary>Books a signed fill and keeps the account's net in step.</summary>
    public decimal Book(PositionKey key, decimal signedBase, decimal priceQuote, decimal feeQuote, DateTimeOffset at, string executionId)
    {
        Move(Known(key.Symbol).Id, signedBase);
        var book = Open(key);
        var realized = book.Book(signedBase, priceQuote, feeQuote, at, executionId);
        See(book);
        return realized;
    }

    /// <summary>
    /// Takes a fee out of what is held of an instrument: first what no strategy holds, then what strategies do, in the order their positions began,
    /// so that nobody is left with more to sell than the venue has. What none of them has leaves <see cref="StrategyId.External"/> short of it.
    /// </summary>
    /// <param name="symbol">The instrument.</param>
    /// <param name="amount">Base; below zero is a rebate, which is nobody's.</param>
    /// <param name="priceQuote">What a unit is worth.</param>
    /// <param name="at">When (UTC).</param>
    /// <param name="executionId">The execution it was charged for.</param>
    public void Charge(Symbol symbol, decimal amount, decimal priceQuote, DateTimeOffset at, string executionId)
    {
        var external = new PositionKey(StrategyId.External, symbol);
        var left = amount;
        foreach (var key in _books.Keys.Where(key => key.Symbol == symbol && key != external).Prepend(external).ToList())
        {
            var taken = Math.Min(left, Math.Max(0m, NetBase(key)));
            if (taken <= 0m) continue;
            Book(key, -taken, priceQuote, 0m, at, executionId);
            left -= taken;
        }

        if (left != 0m) Book(external, -left, priceQuote, 0m, at, executionId);
    }

    /// <summary>How much of a fill's fee in base its strategy pays. A sale that leaves it less than the fee is not to leave it short: the rest comes out of what no strategy holds, and is taken there.</summary>
    public decimal ChargeSale(StrategyId strategy, Fill fill)
    {
        var (external, kept) = (new PositionKey(StrategyId.External, fill.Symbol), NetBase(new PositionKey(strategy, fill.Symbol)) - fill.Quantity.Base);
        if (fill.Side == OrderSide.Buy || strategy == StrategyId.External || kept < 0m) return fill.Fee.Amount;
        var lent = Math.Min(fill.Fee.Amount - kept, NetBase(external));
        if (lent <= 0m) return fill.Fee.Amount;
        Book(external, -lent, fill.Price.QuotePerBase, 0m, fill.At, fill.ExecutionId);
        return fill.Fee.Amount - lent;
    }

    private void See(LotBook book)
    {
        if (book.NetBase != 0m && Known(book.Key.Symbol).MinNotional > 0m) _weighed.Add(book);
        else _weighed.Remove(book);
        Show(book);
    }

    private void Show(LotBook book) => Closable = ClosableBase(book.Key) is not 0m and var net ? Closable.SetItem(book.Key, net) : Closable.Remove(book.Key);

    private void Move(InstrumentId instrument, decimal signedBase)
    {
        ref var net = ref _netBase[instrument.Index];
        net += signedBase;
        var at = _held.BinarySearch(instrument.Index);
        if (net == 0m && at >= 0) _held.RemoveAt(at);
        else if (net != 0m && at < 0) _held.Insert(~at, instrument.Index);
    }

    private LotBook Add(LotBook book)
    {
        _books.Add(book.Key, book);
        _inOrder.Add(book);
        if (!_byStrategy.TryGetValue(book.Key.Strategy, out var list)) _byStrategy.Add(book.Key.Strategy, list = []);
        list.Add(book);
        (_on[Known(book.Key.Symbol).Id.Index] ??= []).Add(book);
        return book;
    }

    private Instrument Known(Symbol symbol) => _catalog.Find(symbol)
        ?? throw new InvalidDataException($"The store holds a position in {symbol}, which the configuration no longer names. Add the instrument again.");
}
