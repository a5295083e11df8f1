using System.Runtime.CompilerServices;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Told;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>What Coinbase's own records say of the account. Every question may be asked again.</summary>
internal sealed class CoinbaseAccount : IVenueAccount
{
    /// <summary>Fills are shown some seconds after the engine made them, and minutes on the venue's worst days.</summary>
    public static readonly TimeSpan FillsOverlap = TimeSpan.FromMinutes(15);

    // So many pages of a hundred are more than months of a busy account; beyond it nothing is proven rather than something left out.
    private const int PagesMax = 500;

    // What the venue's clock and ours may differ in, and more.
    private static readonly TimeSpan SentMargin = TimeSpan.FromMinutes(2);
    private const int SentMax = 10_000;

    private readonly VenueDesk _desk;
    private readonly CoinbaseRequests _requests;
    private readonly CoinbaseLimits _limits;
    private readonly OrderMemory _memory;
    private readonly VenueSetup _setup;
    private readonly CoinbaseProgress _progress;
    private readonly Lock _gate = new();
    private readonly Newest<string, DateTimeOffset?> _sent = new(SentMax);

    public CoinbaseAccount(VenueSetup setup, VenueDesk desk, CoinbaseRequests requests, CoinbaseLimits limits, OrderMemory memory, CoinbaseProgress progress)
    {
        (_setup, _desk, _requests, _limits, _memory, _progress) = (setup, desk, requests, limits, memory, progress);
        Fills = new FillDesk(setup, new ExecutionNumbers(setup.Booked, setup.BookedFrom, FillsOverlap), memory, async (ids, stopping) => await OrdersAsync(ids, stopping));
    }

    /// <summary>Numbers and names the executions.</summary>
    public FillDesk Fills { get; }

    /// <summary>An order is about to be sent: no record of it is older.</summary>
    public void Sends(ClientOrderId id)
    {
        lock (_gate) _sent[id.Text] = _sent.Find(id.Text) ?? _desk.Line.Clock.Now;
    }

    /// <summary>
    /// The venue has no question by our id. All orders since this one was sent, whatever became of them, then whose the newest fills are: shown by neither, the
    /// venue does not have it. Of one that another life of this process sent, all there ever were are looked through.
    /// </summary>
    public async ValueTask<OrderReport?> FindOrderAsync(OrderReference order, CancellationToken stopping)
    {
        var id = order.ClientOrderId;
        DateTimeOffset? since;
        lock (_gate) since = _sent.Find(id.Text) - SentMargin;
        await foreach (var page in OrderPagesAsync((after, stamp) => _requests.Orders(null, after, stamp, since), isUrgent: true, stopping))
            if (ToldOrder.Find(page, id) is { } found) return found;
        var newest = await AskAsync("fills", stamp => _requests.Fills(new FillsAsked(null, since ?? _setup.BookedFrom), stamp), isFurther: true, isUrgent: true, stopping);
        var orders = _memory.MayBe(id, newest.Fills);
        return orders.Count == 0 ? null : ToldOrder.Find(await OrdersAsync(orders, stopping), id);
    }

    /// <summary>The open ones, and the newest of all: those that are pending or queued are no open ones to the venue, and are young.</summary>
    public async ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping)
    {
        var open = new Dictionary<string, ToldOrder>(StringComparer.Ordinal);
        await foreach (var page in OrderPagesAsync((after, stamp) => _requests.OpenPage(after, stamp), isUrgent: false, stopping))
            foreach (var order in page) open[order.VenueOrderId ?? ""] = order;
        foreach (var order in (await AskAsync("batch", stamp => _requests.Orders(null, null, stamp), isFurther: true, isUrgent: false, stopping)).Orders)
        {
            if (IsOpen(order)) open[order.VenueOrderId ?? ""] = order;
            else open.Remove(order.VenueOrderId ?? ""); // asked later, known better
        }

        return [.. open.Values.Where(IsOpen).Select(static order => order.ToReport())];
    }

    /// <summary>Page by page: what is on none of them is not held.</summary>
    public async ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping)
    {
        var all = await AskAsync("accounts", stamp => _requests.Accounts(null, stamp), isFurther: false, isUrgent: false, stopping);
        var (mark, pages) = (Next(all), 1);
        while (mark is { } after)
        {
            if (++pages > PagesMax) throw TooMany("accounts");
            var more = await AskAsync("accounts", stamp => _requests.Accounts(after, stamp), isFurther: true, isUrgent: false, stopping);
            all.Balances.AddRange(more.Balances);
            mark = Next(more);
        }

        return Fills.ToHoldings(all);
    }

    public async ValueTask<KeyRights> RightsAsync(CancellationToken stopping)
    {
        var told = await AskAsync("key_permissions", stamp => _requests.Rights(stamp), isFurther: true, isUrgent: false, stopping);
        var (_, _, status, said) = told.States.FirstOrDefault(static state => state.Of == "key");
        return new KeyRights(status == "canTrade", said == "canWithdraw");
    }

    private static bool IsOpen(ToldOrder order) => order.Status is OrderStatus.PendingAck or OrderStatus.Open or OrderStatus.PartiallyFilled or OrderStatus.CancelPending or OrderStatus.ReplacePending;

    // The venue shows the newest first: the oldest page is the last one, so all are read before the first is told.
    public async IAsyncEnumerable<IReadOnlyList<ToldFill>> FillPagesAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken stopping)
    {
        _progress.Looks();
        var (pages, told) = (new Stack<IReadOnlyList<ToldFill>>(), new HashSet<string>(StringComparer.Ordinal));
        string? mark = null;
        do
        {
            if (pages.Count >= PagesMax) throw TooMany("fills");
            var after = mark;
            var page = await AskAsync("fills", stamp => _requests.Fills(new FillsAsked(null, since, after), stamp), isFurther: after is not null, isUrgent: false, stopping);
            mark = page.Fills.Count == 0 ? null : Cursor(page); // some answers carry a mark after their last page
            pages.Push([.. page.Fills.Where(fill => told.Add(fill.ExecutionId))]);
            if (pages.Peek().Count == 0) mark = null; // a mark that leads back
        }
        while (mark is not null);

        foreach (var page in pages)
        {
            yield return page;
            _progress.Seen(page); // after they were taken: only then nobody needs to ask for them
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<ToldOrder>> OrderPagesAsync(Func<string?, Stamp, WireRequest> sign, bool isUrgent, [EnumeratorCancellation] CancellationToken stopping)
    {
        string? mark = null;
        for (var pages = 0; pages == 0 || mark is not null; pages++)
        {
            if (pages >= PagesMax) throw TooMany("orders");
            var after = mark;
            var page = await AskAsync("batch", stamp => sign(after, stamp), isFurther: after is not null, isUrgent, stopping);
            mark = Next(page);
            yield return page.Orders;
        }
    }

    private async ValueTask<List<ToldOrder>> OrdersAsync(IReadOnlyList<string> venueOrderIds, CancellationToken stopping)
    {
        var orders = new List<ToldOrder>();
        foreach (var some in venueOrderIds.Chunk(CoinbaseRequests.OrdersMax))
            orders.AddRange((await AskAsync("batch", stamp => _requests.OrdersOf(some, stamp), isFurther: true, isUrgent: true, stopping)).Orders);
        return orders;
    }

    private async ValueTask<Answer> AskAsync(string body, Func<Stamp, WireRequest> sign, bool isFurther, bool isUrgent, CancellationToken stopping)
    {
        if (isFurther) await _setup.TakeAsync(1, stopping);
        await _limits.TakeAsync(isUrgent, stopping);
        var told = (await _desk.SendAsync(body, sign, isUrgent, stopping)).OrThrow();
        _memory.LearnWhole(told.Orders);
        return told;
    }

    private static string? Next(Answer page) => page.Read(static body => body["has_next"u8] is { IsMissing: false } more ? more.IsTrue : throw new WireFormatException("nobody knows whether there is more")) ? Cursor(page) : null;

    private static string? Cursor(Answer page) => page.Read(static body => CoinbaseWords.Text(body["cursor"u8]));

    private static VenueException TooMany(string what) => new(new VenueFault(VenueFaultKind.Retry, "TOO_MANY", $"The venue has more than {PagesMax} pages of {what}: what is not among them is not known to be absent."));
}
