using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Tests.Exchange.Matching;

/// <summary>Price-time priority as one would explain it: one unsorted list, searched anew for every trade. Shares nothing with the exchange; money is no object.</summary>
internal sealed class NaiveMatcher
{
    private const string Market = "*";

    private List<Waiting> _waiting = [];
    private long _time;

    /// <summary>Every side of every trade: account, order, price, quantity, maker or taker.</summary>
    public List<(string Account, string Order, decimal Price, decimal Quantity, LiquidityRole Role)> Trades { get; private set; } = [];

    /// <summary>What waits, by order.</summary>
    public IReadOnlyDictionary<string, decimal> Open => _waiting.Where(static w => w.Account != Market).ToDictionary(static w => w.Order, static w => w.Left);

    public void Quote(decimal bid, decimal bidSize, decimal ask, decimal askSize)
    {
        _waiting.RemoveAll(static w => w.Account == Market);
        foreach (var (isBuy, price, size) in new[] { (true, ask, askSize), (false, bid, bidSize) })
        {
            var left = size;
            while (left > 0m && Best(isBuy) is { } maker && (isBuy ? maker.Price >= price : maker.Price <= price))
            {
                var quantity = Math.Min(left, maker.Left);
                left -= quantity;
                Fill(maker, maker.Price, quantity, LiquidityRole.Maker);
            }

            _waiting.Add(new Waiting(Market, "", !isBuy, price, left, ++_time, 0m, false));
        }
    }

    public void Submit(string account, OrderRequest order, SelfTradePrevention mode) => Submit(account, order, mode, order.Quantity, 0m);

    public void Cancel(string order) => _waiting.RemoveAll(w => w.Order == order && w.Account != Market);

    public void Replace(string account, OrderRequest changed, SelfTradePrevention mode)
    {
        if (_waiting.Find(w => w.Order == changed.ClientOrderId && w.Account == account) is not { } old || changed.Quantity <= old.Filled) return;
        var left = changed.Quantity - old.Filled;
        if (changed.Price == old.Price && left <= old.Left)
        {
            _waiting[_waiting.IndexOf(old)] = old with { Left = left };
            return;
        }

        if (changed.PostOnly && WouldTake(account, changed, mode)) return;
        _waiting.Remove(old);
        Submit(account, changed with { PostOnly = false }, mode, left, old.Filled, changed.PostOnly);
    }

    private void Submit(string account, OrderRequest order, SelfTradePrevention mode, decimal left, decimal filled, bool isPostOnly = false)
    {
        if (order.PostOnly && WouldTake(account, order, mode)) return;
        var before = (Waiting: _waiting.ToList(), Trades: Trades.ToList());
        var (isBuy, isStopped, passed) = (order.Side == Side.Buy, false, new HashSet<string>());
        while (left > 0m && !isStopped && Best(!isBuy, passed) is { } other && (order.Kind == OrderKind.Market || (isBuy ? other.Price <= order.Price : other.Price >= order.Price)))
        {
            if (other.Account == account)
            {
                passed.Add(other.Order);
                if (mode is SelfTradePrevention.CancelOldest or SelfTradePrevention.CancelBoth) Cancel(other.Order);
                isStopped = mode is SelfTradePrevention.CancelNewest or SelfTradePrevention.CancelBoth;
                continue;
            }

            var quantity = Math.Min(left, other.Left);
            left -= quantity;
            filled += quantity;
            Fill(other, other.Price, quantity, LiquidityRole.Maker);
            Trades.Add((account, order.ClientOrderId, other.Price, quantity, LiquidityRole.Taker));
        }

        var isRefused = order.Kind == OrderKind.Market && filled == 0m && !isStopped; // then it cancels nothing either
        if (isRefused || (order.Lifetime == Lifetime.FillOrKill && left > 0m)) (_waiting, Trades) = before;
        else if (left > 0m && !isStopped && order is { Kind: OrderKind.Limit, Lifetime: Lifetime.GoodTilCancelled })
            _waiting.Add(new Waiting(account, order.ClientOrderId, isBuy, order.Price, left, ++_time, filled, isPostOnly || order.PostOnly));
    }

    private bool WouldTake(string account, OrderRequest order, SelfTradePrevention mode) => _waiting.Exists(w =>
        w.IsBuy != (order.Side == Side.Buy) && (w.IsBuy ? w.Price >= order.Price : w.Price <= order.Price) && (w.Account != account || mode != SelfTradePrevention.PassOver));

    private Waiting? Best(bool isBuy, HashSet<string>? passed = null) => _waiting
        .Where(w => w.IsBuy == isBuy && w.Left > 0m && !(passed?.Contains(w.Order) ?? false))
        .OrderBy(w => isBuy ? -w.Price : w.Price).ThenBy(static w => w.Time).FirstOrDefault();

    private void Fill(Waiting maker, decimal price, decimal quantity, LiquidityRole role)
    {
        if (maker.Account != Market) Trades.Add((maker.Account, maker.Order, price, quantity, role));
        var left = maker with { Left = maker.Left - quantity, Filled = maker.Filled + quantity };
        if (left.Left == 0m && maker.Account != Market) _waiting.Remove(maker);
        else _waiting[_waiting.IndexOf(maker)] = left;
    }

    private sealed record Waiting(string Account, string Order, bool IsBuy, decimal Price, decimal Left, long Time, decimal Filled, bool IsPostOnly);
}
