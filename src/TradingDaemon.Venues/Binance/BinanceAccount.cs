using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Told;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Binance;

/// <summary>What Binance's own records say of the account, symbol by symbol. Every question may be asked again.</summary>
internal sealed class BinanceAccount : IVenueAccount
{
    /// <summary>Answers come from a database that follows the engine by moments, and by a minute or two on its worst days.</summary>
    public static readonly TimeSpan FillsOverlap = TimeSpan.FromMinutes(5);

    private const string NoSuchOrder = "-2013";
    private const int NewestPage = 500; // rows of a question that says nothing of how many
    private const int PageMax = 1_000;
    private const int LookUp = 4;
    private const int List = 20;
    private const int OpenOfSymbol = 6;

    // From so many orders of a symbol on, a list of them costs less than asking one by one.
    private const int FewOrders = 5;

    private static readonly TimeSpan SpanMax = TimeSpan.FromDays(1);

    private readonly VenueDesk _desk;
    private readonly BinanceRequests _requests;
    private readonly OrderMemory _memory;
    private readonly VenueSetup _setup;
    private readonly string[] _names;
    private readonly ConcurrentDictionary<string, (string ExecutionId, DateTimeOffset At)> _marks = new(StringComparer.Ordinal); // an entry a symbol: a trade of ours, to ask on from

    public BinanceAccount(VenueSetup setup, VenueDesk desk, BinanceRequests requests, OrderMemory memory)
    {
        (_setup, _desk, _requests, _memory) = (setup, desk, requests, memory);
        _names = [.. setup.Instruments.Select(static instrument => BinanceSymbols.Spelled(instrument.Symbol.Text))];
        Fills = new FillDesk(setup, new ExecutionNumbers(setup.Booked, setup.BookedFrom, FillsOverlap), memory, LearnAsync);
    }

    /// <summary>Numbers and names the executions.</summary>
    public FillDesk Fills { get; }

    /// <summary>By its id, then among open orders of its symbol, then among all: shown by none of them, the venue does not have it.</summary>
    public async ValueTask<OrderReport?> FindOrderAsync(OrderReference order, CancellationToken stopping)
    {
        var (id, name) = (order.ClientOrderId, BinanceSymbols.Spelled(order.Symbol.Text));
        var told = await TryAskAsync("order", stamp => _requests.Query(new OrderAsked(name, id.Text, null), stamp), LookUp, isFurther: false, isUrgent: true, stopping);
        if (told.Fault is not { Code: NoSuchOrder } && ToldOrder.Find(told.OrThrow().Orders, id) is { } named) return named;
        var open = await AskAsync("openOrders", stamp => _requests.OpenOrders(name, stamp), OpenOfSymbol, isFurther: true, isUrgent: true, stopping);
        if (ToldOrder.Find(open.Orders, id) is { } working) return working;
        var all = await AskAsync("allOrders", stamp => _requests.AllOrders(name, null, stamp), List, isFurther: true, isUrgent: true, stopping);
        return ToldOrder.Find(all.Orders.AsEnumerable().Reverse(), id);
    }

    public async ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping) =>
        [.. (await AskAsync("openOrders", stamp => _requests.OpenOrders(null, stamp), List, isFurther: false, isUrgent: false, stopping)).Orders.Select(static order => order.ToReport())];

    public async ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping) =>
        Fills.ToHoldings(await AskAsync("account", stamp => _requests.Balances(stamp), List, isFurther: false, isUrgent: false, stopping));

    public async ValueTask<KeyRights> RightsAsync(CancellationToken stopping)
    {
        var told = await TryAskAsync("account/apiRestrictions", stamp => _requests.Rights(stamp), 1, isFurther: true, isUrgent: false, stopping);
        if (told is { Fault: null, States: [("key", _, var status, var said)] }) return new KeyRights(status == "canTrade", said == "canWithdraw");
        var account = await AskAsync("account", stamp => _requests.Balances(stamp), List, isFurther: true, isUrgent: false, stopping);
        return new KeyRights(account.States.Any(static state => state is ("account", _, "canTrade", _)), null, "of the account; nothing is told of the key");
    }

    // One page of all symbols: given symbol by symbol, those that come first would move the cursor past older ones of those that come later.
    public async IAsyncEnumerable<IReadOnlyList<ToldFill>> FillPagesAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken stopping)
    {
        var all = new List<ToldFill>();
        for (var i = 0; i < _names.Length; i++)
        {
            var told = await FillsOfAsync(_names[i], since, isFurther: i > 0, stopping);
            all.AddRange(told.Where(fill => fill.At is not { } at || at >= since));
            if (told.LastOrDefault(fill => fill.At < since) is { At: { } before } mark) _marks[_names[i]] = (mark.ExecutionId, before);
        }

        yield return [.. all.OrderBy(static fill => fill.At)];
    }

    // From a trade of ours that is older than all that is wanted; where none is known, or the venue no longer knows it, the newest, and day by day what is older.
    private async ValueTask<IReadOnlyList<ToldFill>> FillsOfAsync(string name, DateTimeOffset since, bool isFurther, CancellationToken stopping)
    {
        if (_marks.TryGetValue(name, out var mark) && mark.At < since)
        {
            var on = await FromAsync(name, BinanceSymbols.Parts(mark.ExecutionId).Id, isFurther, stopping);
            if (on.Count > 0 && on[0].ExecutionId == mark.ExecutionId) return on;
            (_, isFurther) = (_marks.TryRemove(name, out _), true); // a testnet that was emptied begins its ids anew
        }

        var newest = await PageAsync(new FillsAsked(name), isFurther, stopping);
        if (newest.Count < NewestPage || newest[0].At < since) return newest;
        for (var from = since; from <= _setup.Clock.GetUtcNow(); from += SpanMax)
        {
            var first = await PageAsync(new FillsAsked(name, from), isFurther: true, stopping);
            if (first.Count > 0) return await FromAsync(name, BinanceSymbols.Parts(first[0].ExecutionId).Id, isFurther: true, stopping);
        }

        return newest;
    }

    private async ValueTask<IReadOnlyList<ToldFill>> FromAsync(string name, string id, bool isFurther, CancellationToken stopping)
    {
        var all = new List<ToldFill>();
        while (true)
        {
            var page = await PageAsync(new FillsAsked(name, After: id), isFurther, stopping);
            all.AddRange(page.Skip(all.Count > 0 ? 1 : 0)); // a page begins with the trade it is asked from
            if (page.Count < PageMax) return all;
            (id, isFurther) = (BinanceSymbols.Parts(page[^1].ExecutionId).Id, true);
        }
    }

    private async ValueTask<IReadOnlyList<ToldFill>> PageAsync(FillsAsked asked, bool isFurther, CancellationToken stopping) =>
        (await AskAsync("myTrades", stamp => _requests.Fills(asked, stamp), List, isFurther, isUrgent: false, stopping)).Fills;

    private async ValueTask LearnAsync(IReadOnlyList<string> venueOrderIds, CancellationToken stopping)
    {
        foreach (var ofSymbol in venueOrderIds.Select(BinanceSymbols.Parts).GroupBy(static parts => parts.Name, static parts => parts.Id))
        {
            if (ofSymbol.Count() > FewOrders) await ListAsync(ofSymbol.Key, [.. ofSymbol.Select(static id => long.Parse(id, NumberStyles.None, CultureInfo.InvariantCulture))], stopping);
            else foreach (var id in ofSymbol) await AskAsync("order", stamp => _requests.Query(new OrderAsked(ofSymbol.Key, null, id), stamp), LookUp, isFurther: true, isUrgent: true, stopping);
        }
    }

    private async ValueTask ListAsync(string name, long[] ids, CancellationToken stopping)
    {
        for (var (from, last) = (ids.Min(), ids.Max()); from <= last;)
        {
            var told = await AskAsync("allOrders", stamp => _requests.AllOrders(name, from.ToString(CultureInfo.InvariantCulture), stamp), List, isFurther: true, isUrgent: true, stopping);
            if (told.Orders.Count == 0) return;
            from = told.Orders.Max(static order => long.Parse(BinanceSymbols.Parts(order.VenueOrderId!).Id, NumberStyles.None, CultureInfo.InvariantCulture)) + 1;
        }
    }

    private async ValueTask<Answer> AskAsync(string endpoint, Func<Stamp, WireRequest> sign, int weight, bool isFurther, bool isUrgent, CancellationToken stopping) =>
        (await TryAskAsync(endpoint, sign, weight, isFurther, isUrgent, stopping)).OrThrow();

    private async ValueTask<Answer> TryAskAsync(string endpoint, Func<Stamp, WireRequest> sign, int weight, bool isFurther, bool isUrgent, CancellationToken stopping)
    {
        if (isFurther) await _setup.TakeAsync(weight, stopping);
        var told = await _desk.SendAsync(endpoint, sign, isUrgent, stopping);
        BinanceSymbols.MakeUnique(told, _setup.Hosts.IsReal);
        _memory.LearnWhole(told.Orders);
        return told;
    }
}
