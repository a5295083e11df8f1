using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Engine.Desks;

/// <summary>What the passing of time decides: the trading day, the tier, and resting orders that grew too old.</summary>
/// <param name="account">The account.</param>
/// <param name="signals">Where exits are decided.</param>
public sealed class ClockDesk(TradingAccount account, SignalDesk signals)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CancelAgainAfter = TimeSpan.FromSeconds(5);

    private readonly HashSet<PositionKey> _leftBehind = []; // positions of strategies a change of tier unloaded
    private readonly Dictionary<ClientOrderId, DateTimeOffset> _cancelAskedAt = []; // orders being cancelled; forgotten when they end
    private DateTimeOffset _closeAgainAt;

    /// <summary>Told the time a few times a second; does nothing before the account is funded.</summary>
    public void Take(DateTimeOffset now)
    {
        if (!account.Books.IsFunded) return;
        CancelOldOrders(now);
        if (account.Equity() is { } equity)
        {
            OpenDay(equity, now);
            EnterTier(equity, now);
        }

        if (_leftBehind.Count > 0 && now >= _closeAgainAt) CloseLeftBehind(now);
    }

    private void CancelOldOrders(DateTimeOffset now)
    {
        foreach (var order in account.Books.Orders.Open.ToList())
        {
            var isResting = order.Status is OrderStatus.PendingAck or OrderStatus.Open or OrderStatus.PartiallyFilled;
            if (isResting && order.Intent.CancelAt <= now) account.Log.EmitCancel(order, "The order reached its age limit.", now);
            else if (order.Status == OrderStatus.CancelPending) AskAgain(order, now);
        }

        if (_cancelAskedAt.Count == 0) return;
        foreach (var id in _cancelAskedAt.Keys.Where(id => account.Books.Orders.Find(id) is not { Status: OrderStatus.CancelPending }).ToList()) _cancelAskedAt.Remove(id);
    }

    // A cancel request can be lost on its way; asking again is always safe.
    private void AskAgain(OrderState order, DateTimeOffset now)
    {
        var id = order.Intent.ClientOrderId;
        if (_cancelAskedAt.TryGetValue(id, out var askedAt) && now - askedAt >= CancelAgainAfter)
        {
            account.Log.EmitCancel(order, "No answer to the cancel yet.", now);
            _cancelAskedAt[id] = now;
        }
        else _cancelAskedAt.TryAdd(id, now);
    }

    private void OpenDay(decimal equity, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime((now - account.Setup.DayStartUtc).UtcDateTime);
        var opens = account.Books.TradingDay is not { } current || day > current || account.Books.DayOpenEquityAccount is null;
        if (opens) account.Log.Emit(new Fact.DayOpened(day, equity), now);
    }

    private void EnterTier(decimal equity, DateTimeOffset now)
    {
        var from = account.Setup.Tiers.Find(account.Books.Tier);
        var tier = account.Setup.Tiers.For(equity, account.Books.Tier);
        if (tier.Name == account.Books.Tier) return;
        account.Log.Emit(new Fact.TierEntered(tier.Name, account.Books.Tier, equity), now);
        if (from is null) return; // the first tier of a new account, or a renamed one: nothing was running under it
        var unloaded = from.Strategies.Select(static spec => spec.Id).Except(tier.Strategies.Select(static spec => spec.Id));
        foreach (var strategy in unloaded)
            foreach (var book in account.Books.Positions.Of(strategy))
                if (book.NetBase != 0m) _leftBehind.Add(book.Key);
        _closeAgainAt = now;
    }

    // A position whose strategy is gone has nobody to close it. Refused exits (no quote yet) are tried again.
    private void CloseLeftBehind(DateTimeOffset now)
    {
        _closeAgainAt = now + RetryInterval;
        foreach (var key in _leftBehind.ToList())
        {
            if (account.Books.Positions.NetBase(key) == 0m || account.SpecOf(key.Strategy) is not null) _leftBehind.Remove(key);
            else if (account.Books.Orders.InFlightBase(key) == 0m && account.Setup.Catalog.Find(key.Symbol) is { } instrument)
                signals.Close(key.Strategy, instrument, SignalKind.Close, $"Tier {account.Books.Tier} does not run {key.Strategy}.", now);
        }
    }
}
