using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.Books;

/// <summary>Orders that can still change, and the newest that ended. Status comes from facts alone.</summary>
public sealed class WorkingOrders
{
    /// <summary>Ended orders remembered for late fills: an hour's worth at a brisk rate, a few hundred kilobytes.</summary>
    public const int EndedMax = 1_000;

    private readonly Dictionary<string, OrderState> _openById = new(StringComparer.Ordinal);
    private readonly List<OrderState> _open = []; // the same by id, in an order that does not depend on history; the gate walks it with every order it judges
    private readonly Dictionary<string, OrderState> _ended = new(StringComparer.Ordinal);
    private readonly Queue<string> _endedOrder = new();
    private readonly HashSet<string> _cancelWanted = new(StringComparer.Ordinal); // open orders only
    private readonly Dictionary<Symbol, int> _unknown = [];
    private readonly Action<OrderState?, OrderState>? _moved;
    private int _exits;

    /// <summary>Orders as remembered.</summary>
    /// <param name="open">Those that can still change.</param>
    /// <param name="ended">Those that ended, oldest first.</param>
    /// <param name="cancelsWanted">Which of the open ones we asked to cancel.</param>
    /// <param name="moved">Is told each order's state while it was open, null when it was not, and its state now.</param>
    public WorkingOrders(IEnumerable<OrderState> open, IEnumerable<OrderState> ended, IEnumerable<ClientOrderId> cancelsWanted, Action<OrderState?, OrderState>? moved = null)
    {
        _moved = moved;
        foreach (var order in open)
        {
            Set(order);
            if (order.Status == OrderStatus.CancelPending) WantCancel(order.Intent.ClientOrderId);
        }

        foreach (var order in ended) Remember(order);
        foreach (var id in cancelsWanted) WantCancel(id);
    }

    /// <summary>Orders that can still change, by client order id.</summary>
    public IReadOnlyList<OrderState> Open => _open;

    /// <summary>Ended orders still remembered, oldest first.</summary>
    public IEnumerable<OrderState> Ended => _endedOrder.Select(id => _ended[id]);

    /// <summary>Signed remaining quantities of open orders that do not add up to zero, kept in step so that whoever hands them out copies nothing.</summary>
    public ImmutableDictionary<PositionKey, decimal> InFlight { get; private set; } = ImmutableDictionary<PositionKey, decimal>.Empty;

    /// <summary>The order of that id, open or remembered, or null; a stranger's order may have no id at all.</summary>
    public OrderState? Find(ClientOrderId id) =>
        id.Text is not { } text ? null : _openById.TryGetValue(text, out var open) ? open : _ended.GetValueOrDefault(text);

    /// <summary>How many open orders only reduce.</summary>
    public int ExitCount => _exits;

    /// <summary>Whether what became of an order on the instrument is unknown.</summary>
    public bool HasUnknown(Symbol symbol) => _unknown.Count > 0 && _unknown.ContainsKey(symbol);

    /// <summary>Whether we asked to cancel this open order, whatever was heard of it since: it is still wanted gone.</summary>
    public bool IsCancelWanted(ClientOrderId id) => _cancelWanted.Contains(id.Text);

    /// <summary>Open orders we asked to cancel, in the order of their ids.</summary>
    public IEnumerable<ClientOrderId> CancelsWanted => _cancelWanted.Order(StringComparer.Ordinal).Select(static id => new ClientOrderId(id));

    /// <summary>Remembers that the open order is to be cancelled until it ends.</summary>
    public void WantCancel(ClientOrderId id)
    {
        if (_openById.ContainsKey(id.Text)) _cancelWanted.Add(id.Text);
    }

    /// <summary>Puts the order's newest state in place of the older one.</summary>
    public void Set(OrderState order)
    {
        var id = order.Intent.ClientOrderId.Text;
        _openById.TryGetValue(id, out var before);
        Count(order, SignedRemaining(order) - (before is null ? 0m : SignedRemaining(before)));
        CountKinds(before, -1);
        CountKinds(order, 1);
        _moved?.Invoke(before, order);
        if (order.Status.IsTerminal()) _cancelWanted.Remove(id);
        if (!order.Status.IsTerminal()) Work(id, order);
        else if (Leave(id) || !_ended.ContainsKey(id)) Remember(order);
        else _ended[id] = order;
    }

    /// <summary>Signed remaining quantity in flight of one strategy in one instrument.</summary>
    public decimal InFlightBase(PositionKey key) => InFlight.GetValueOrDefault(key);

    /// <summary>Remaining quantity in flight on one side of an instrument; of one strategy, or of all when null.</summary>
    public decimal InFlightBase(Symbol symbol, OrderSide side, StrategyId? strategy)
    {
        var total = 0m;
        foreach (var order in _open)
        {
            var counts = order.Intent.Side == side && order.Intent.Symbol == symbol && (strategy is null || order.Intent.Strategy == strategy);
            if (counts) total += order.RemainingBase;
        }

        return total;
    }

    private void Work(string id, OrderState order)
    {
        _openById[id] = order;
        var at = PlaceOf(id);
        if (at >= 0) _open[at] = order;
        else _open.Insert(~at, order);
    }

    private bool Leave(string id)
    {
        if (!_openById.Remove(id)) return false;
        _open.RemoveAt(PlaceOf(id));
        return true;
    }

    // Where the id stands, or the complement of where it would.
    private int PlaceOf(string id)
    {
        var (low, high) = (0, _open.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(_open[middle].Intent.ClientOrderId.Text, id);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }

    private static decimal SignedRemaining(OrderState order) => order.Status.IsTerminal() ? 0m : order.RemainingBase * order.Intent.Side.Sign();

    private void Count(OrderState order, decimal change)
    {
        if (change == 0m) return;
        var key = new PositionKey(order.Intent.Strategy, order.Intent.Symbol);
        var total = InFlightBase(key) + change;
        InFlight = total == 0m ? InFlight.Remove(key) : InFlight.SetItem(key, total);
    }

    private void CountKinds(OrderState? order, int by)
    {
        if (order is null || order.Status.IsTerminal()) return;
        if (order.Intent.IsReduceOnly) _exits += by;
        if (order.Status != OrderStatus.Unknown) return;
        var count = _unknown.GetValueOrDefault(order.Intent.Symbol) + by;
        if (count == 0) _unknown.Remove(order.Intent.Symbol);
        else _unknown[order.Intent.Symbol] = count;
    }

    private void Remember(OrderState order)
    {
        _ended[order.Intent.ClientOrderId.Text] = order;
        _endedOrder.Enqueue(order.Intent.ClientOrderId.Text);
        if (_endedOrder.Count > EndedMax) _ended.Remove(_endedOrder.Dequeue());
    }
}
