using System.Globalization;
using System.Runtime.CompilerServices;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Told;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Kraken;

/// <summary>What Kraken's own records say of the account. Every question may be asked again.</summary>
internal sealed class KrakenAccount : IVenueAccount
{
    /// <summary>Histories lag behind the engine by seconds, and by minutes on its worst days.</summary>
    public static readonly TimeSpan FillsOverlap = TimeSpan.FromMinutes(15);

    private const int PageMax = 50;
    private const int HistoryCosts = 2;
    private const int RightsCost = 3;

    private readonly VenueDesk _desk;
    private readonly KrakenRequests _requests;
    private readonly KrakenLimits _limits;
    private readonly OrderMemory _memory;
    private readonly VenueSetup _setup;
    private readonly CountedFills _history;

    public KrakenAccount(VenueSetup setup, VenueDesk desk, KrakenRequests requests, KrakenLimits limits, OrderMemory memory)
    {
        (_setup, _desk, _requests, _limits, _memory) = (setup, desk, requests, limits, memory);
        _history = new CountedFills(PageAsync);
        Fills = new FillDesk(setup, new ExecutionNumbers(setup.Booked, setup.BookedFrom, FillsOverlap), memory, async (ids, stopping) => await OrdersAsync(ids, stopping));
    }

    /// <summary>Numbers and names the executions.</summary>
    public FillDesk Fills { get; }

    /// <summary>Open orders, then those that ended, then whose the newest executions are: shown by none of them, the venue does not have it.</summary>
    public async ValueTask<OrderReport?> FindOrderAsync(OrderReference order, CancellationToken stopping)
    {
        var id = order.ClientOrderId;
        // All of it or nothing: a part of a look-up says nothing, and several that each begin again would never let the counter flow back.
        var left = 1d + HistoryCosts + HistoryCosts;
        await _limits.TakeAsync(left, isUrgent: true, stopping);
        try
        {
            left -= 1d;
            var open = await AskAsync("OpenOrders", stamp => _requests.Query(new OrderAsked(null, id.Text, null), stamp), stopping);
            if (ToldOrder.Find(open.Orders, id) is { } working) return working;
            await _setup.TakeAsync(HistoryCosts, stopping);
            left -= HistoryCosts;
            var closed = await AskAsync("ClosedOrders", stamp => _requests.ClosedOrders(id.Text, stamp), stopping);
            if (ToldOrder.Find(closed.Orders, id) is { } ended) return ended;
            await _setup.TakeAsync(HistoryCosts, stopping);
            left -= HistoryCosts;
            var newest = await AskAsync("TradesHistory", stamp => _requests.Fills(new FillsAsked(null), stamp), stopping);
            var orders = _memory.MayBe(id, newest.Fills);
            if (orders.Count == 0) return null;
            var told = await OrdersAsync(orders, stopping);
            if (ToldOrder.Find(told, id) is { } found) return found;
            // An execution nobody says the order of may be this one's.
            return orders.Except(told.Select(static one => one.VenueOrderId ?? ""), StringComparer.Ordinal).FirstOrDefault() is { } untold
                ? throw new VenueException(new VenueFault(VenueFaultKind.Retry, "GARBLED", $"QueryOrders failed: The venue told nothing of order {untold}, which it had told an execution of."))
                : null;
        }
        finally
        {
            _limits.GiveBack(left); // what was not asked after all
        }
    }

    public async ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping) =>
        [.. (await AskAsync("OpenOrders", stamp => _requests.OpenOrders(null, stamp), 1, isFurther: false, isUrgent: false, stopping)).Orders.Select(static order => order.ToReport())];

    /// <summary>Nothing at all is what an account has that never held anything, and what something between us and the venue may say: the account's worth is asked beside.</summary>
    public async ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping)
    {
        var told = await AskAsync("BalanceEx", stamp => _requests.Balances(stamp), 1, isFurther: false, isUrgent: false, stopping);
        if (told.Balances.Count > 0) return Fills.ToHoldings(told);
        var worth = await AskAsync("TradeBalance", stamp => _requests.Worth(stamp), 1, isFurther: true, isUrgent: false, stopping);
        return worth.Balances is [(_, 0m)] ? Fills.ToHoldings(told) : throw new VenueException(new VenueFault(VenueFaultKind.Retry, "GARBLED", "BalanceEx failed: The venue told no balance of an account that is worth something, or of whose worth it says nothing."));
    }

    public async ValueTask<KeyRights> RightsAsync(CancellationToken stopping)
    {
        var told = await AskAsync("GetApiKeyInfo", stamp => _requests.Rights(stamp), RightsCost, isFurther: true, isUrgent: false, stopping);
        var (_, _, status, permissions) = told.States.FirstOrDefault(static state => state.Of == "key");
        return new KeyRights(status == "canTrade", permissions?.Split(", ").Contains("withdraw-funds"), permissions);
    }

    /// <summary>What opens the account's stream; good for a quarter of an hour, so asked for at each connection.</summary>
    public async ValueTask<string> StreamTokenAsync(CancellationToken stopping)
    {
        await _limits.TakeAsync(1, isUrgent: true, stopping);
        var told = (await _desk.SendAsync("GetWebSocketsToken", stamp => _requests.StreamToken(stamp), Urgency.Opening, stopping)).OrThrow();
        return told.Read(static body => body["result"u8]["token"u8].AsText()) ?? throw new VenueException(new VenueFault(VenueFaultKind.Retry, "GARBLED", "The venue told no token."));
    }

    public async IAsyncEnumerable<IReadOnlyList<ToldFill>> FillPagesAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken stopping)
    {
        yield return await _history.SinceAsync(DateTimeOffset.FromUnixTimeSeconds(since.ToUnixTimeSeconds()), stopping);
    }

    private async ValueTask<(IReadOnlyList<ToldFill> Page, long Total)> PageAsync(DateTimeOffset since, long offset, bool isFurther, CancellationToken stopping)
    {
        var after = offset == 0 ? null : offset.ToString(CultureInfo.InvariantCulture);
        var told = await AskAsync("TradesHistory", stamp => _requests.Fills(new FillsAsked(null, since, after), stamp), HistoryCosts, isFurther, isUrgent: false, stopping);
        return (told.Fills, told.Read(static body => body["result"u8]["count"u8].AsLong()) ?? offset + told.Fills.Count);
    }

    // At most fifty a question.
    private async ValueTask<List<ToldOrder>> OrdersAsync(IReadOnlyList<string> venueOrderIds, CancellationToken stopping)
    {
        var orders = new List<ToldOrder>();
        foreach (var some in venueOrderIds.Chunk(PageMax))
            orders.AddRange((await AskAsync("QueryOrders", stamp => _requests.Query(new OrderAsked(null, null, string.Join(',', some)), stamp), 1, isFurther: true, isUrgent: true, stopping)).Orders);
        return orders;
    }

    private async ValueTask<Answer> AskAsync(string endpoint, Func<Stamp, WireRequest> sign, int costs, bool isFurther, bool isUrgent, CancellationToken stopping)
    {
        if (isFurther) await _setup.TakeAsync(costs, stopping);
        await _limits.TakeAsync(costs, isUrgent, stopping);
        return await AskAsync(endpoint, sign, stopping, isUrgent);
    }

    // For what room was taken.
    private async ValueTask<Answer> AskAsync(string endpoint, Func<Stamp, WireRequest> sign, CancellationToken stopping, bool isUrgent = true)
    {
        var told = (await _desk.SendAsync(endpoint, sign, isUrgent, stopping)).OrThrow();
        _memory.LearnWhole(told.Orders);
        return told;
    }
}
