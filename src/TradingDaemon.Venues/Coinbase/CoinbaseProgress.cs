using TradingDaemon.Venues.Live.Told;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>How far the stream says orders are filled, and how far the fills that were seen go: the stream counts, and only fills have prices, fees and ids. Thread-safe.</summary>
internal sealed class CoinbaseProgress
{
    // Orders being filled at one time; the oldest is let go, and the steady poll finds its fills.
    private const int OrdersMax = 1_000;

    // As long as records lag. Fills that are not shown by then are older than those that are asked for, or the steady poll finds them.
    private const int LooksMax = 8;

    private readonly Lock _gate = new();
    private readonly Newest<string, Order> _orders = new(OrdersMax);

    /// <summary>Whether an order was filled further than the fills seen go, and they were not looked for often enough since.</summary>
    public bool IsBehind
    {
        get
        {
            lock (_gate) return _orders.Values.Any(static order => order.Looks < LooksMax && order.Told > order.Seen.Values.Sum());
        }
    }

    /// <summary>The stream told of an order.</summary>
    public void Told(ToldOrder order)
    {
        if (order is not { VenueOrderId: { } id, Filled: > 0m and { } filled }) return;
        lock (_gate)
        {
            var known = Find(id);
            if (filled <= known.Told) return; // frames are told again, older ones too
            (known.Told, known.Looks) = (filled, 0);
        }
    }

    /// <summary>The newest fills are about to be asked for.</summary>
    public void Looks()
    {
        lock (_gate)
        {
            foreach (var order in _orders.Values) order.Looks = Math.Min(order.Looks + 1, LooksMax);
        }
    }

    /// <summary>Fills were seen; those seen before count once.</summary>
    public void Seen(IEnumerable<ToldFill> fills)
    {
        lock (_gate)
        {
            foreach (var fill in fills)
                if (fill.VenueOrderId is { } id) Find(id).Seen[fill.ExecutionId] = fill.Quantity;
        }
    }

    private Order Find(string id) => _orders.Find(id) ?? (_orders[id] = new Order());

    private sealed class Order
    {
        public decimal Told { get; set; }

        public int Looks { get; set; } // since it was told to be filled so far

        public Dictionary<string, decimal> Seen { get; } = new(StringComparer.Ordinal); // as many as an order has executions
    }
}
