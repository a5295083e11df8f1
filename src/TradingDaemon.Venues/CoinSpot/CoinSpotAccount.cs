using System.Globalization;
using System.Runtime.CompilerServices;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Told;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.CoinSpot;

/// <summary>What CoinSpot's records say of the account. Whatever is asked of orders looks at history and open orders both, one look after the other.</summary>
internal sealed class CoinSpotAccount : IVenueAccount, IDisposable
{
    /// <summary>The history shows what is done within seconds, as far as anybody knows; days are the filter anyway, so a quarter of an hour costs nothing.</summary>
    public static readonly TimeSpan FillsOverlap = TimeSpan.FromMinutes(15);

    private readonly SemaphoreSlim _turn = new(1, 1); // an older list must not be judged after a newer one
    private readonly VenueSetup _setup;
    private readonly VenueDesk _desk;
    private readonly CoinSpotRequests _requests;
    private readonly CoinSpotPlaced _placed;
    private readonly ExecutionNumbers _numbers;

    public CoinSpotAccount(VenueSetup setup, VenueDesk desk, CoinSpotRequests requests, CoinSpotPlaced placed, OrderMemory memory)
    {
        (_setup, _desk, _requests, _placed, _numbers) = (setup, desk, requests, placed, new ExecutionNumbers(setup.Booked, setup.BookedFrom, FillsOverlap));
        Fills = new FillDesk(setup, _numbers, memory, static (_, _) => default); // every execution is told with its owner
    }

    /// <summary>Numbers the executions.</summary>
    public FillDesk Fills { get; }

    /// <summary>
    /// What became of an order. Null only when nothing that could be it was seen, by a question whose number is above its own: then the venue takes it no more.
    /// Throws <see cref="VenueException"/> while anything could be it and need not, and for an order nobody told of here: a doubt is no absence.
    /// </summary>
    public async ValueTask<OrderReport?> FindOrderAsync(OrderReference order, CancellationToken stopping)
    {
        if (_placed.Find(order.ClientOrderId) is not { } placed)
            throw new VenueException(new VenueFault(VenueFaultKind.Retry, "NOT_KNOWN", $"Nothing is known of order {order} by which the venue's could be recognised."));
        await LookAsync(_numbers.Since(_numbers.Last), stopping);
        return _placed.Report(placed, _setup.Clock.GetUtcNow());
    }

    public async ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping)
    {
        var look = await LookAsync(_numbers.Since(_numbers.Last), stopping);
        return [.. look.Working().Select(order => _placed.Find(new ClientOrderId(order.ClientOrderId ?? "")) is { } ours ? _placed.Working(ours) : order.ToReport())];
    }

    public async ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping) => Fills.ToHoldings(await AskAsync("my/balances", _requests.Balances, stopping));

    /// <summary>That a key with full access is one is told; what it may withdraw is not.</summary>
    public async ValueTask<KeyRights> RightsAsync(CancellationToken stopping)
    {
        try
        {
            await _setup.TakeAsync(1, stopping);
            await AskAsync("status", _requests.Rights, stopping);
            return new KeyRights(true, null, "full access");
        }
        catch (VenueException refused) when (refused.Fault.Kind == VenueFaultKind.Authentication)
        {
            await AskAsync("my/balances", _requests.Balances, stopping); // a key that may not even do that is no key
            return new KeyRights(false, false, "read only");
        }
    }

    /// <summary>The venue's id and the side of an order; null for what cannot be found out.</summary>
    public async ValueTask<(string? Id, OrderSide? Side)> WhichAsync(OrderReference order, CancellationToken stopping)
    {
        if (_placed.Find(order.ClientOrderId) is { } ours)
        {
            if (!ours.IsAnswered) await LookAsync(_numbers.Since(_numbers.Last), stopping);
            return (ours.VenueOrderId, ours.Side);
        }

        if (order.VenueOrderId is null) return (null, null);
        var open = (await AskAsync("my/orders/market/open", stamp => _requests.OpenOrders(null, stamp), stopping)).Orders;
        return (order.VenueOrderId, open.FirstOrDefault(shown => shown.VenueOrderId == order.VenueOrderId)?.Side);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    public async IAsyncEnumerable<IReadOnlyList<ToldFill>> FillPagesAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken stopping)
    {
        yield return (await LookAsync(since, stopping)).Told();
    }

    private async ValueTask<CoinSpotLook> LookAsync(DateTimeOffset since, CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            var (began, from) = (_setup.Clock.GetUtcNow(), _placed.Oldest(since));
            if (from < _setup.BookedFrom) from = _setup.BookedFrom; // what is older may be booked without our knowing
            var history = await HistoryAsync(from, began, stopping);
            await _setup.TakeAsync(1, stopping);
            var open = await AskAsync("my/orders/market/open", stamp => _requests.OpenOrders(null, stamp), stopping);
            return _placed.Take(began, open.Orders, [.. CoinSpotExecution.Of(history.Where(fill => fill.At is not { } at || at >= from))]);
        }
        finally
        {
            _turn.Release();
        }
    }

    // The venue tells at most so many rows and has no pages: a full answer is asked for day by day, and a full day instrument by instrument.
    private async ValueTask<IReadOnlyList<ToldFill>> HistoryAsync(DateTimeOffset since, DateTimeOffset now, CancellationToken stopping)
    {
        var first = DateOnly.FromDateTime(since.UtcDateTime).AddDays(-1); // days of a zone the venue does not name
        if (await RowsAsync(null, first, null, isFurther: false, stopping) is { } all) return all;
        var rows = new List<ToldFill>();
        for (var day = first; day <= DateOnly.FromDateTime(now.UtcDateTime).AddDays(1); day = day.AddDays(1))
        {
            if (await RowsAsync(null, day, day, isFurther: true, stopping) is { } ofDay)
            {
                rows.AddRange(ofDay);
                continue;
            }

            foreach (var instrument in _setup.Instruments)
                rows.AddRange(await RowsAsync(_requests.Spelled(instrument.Symbol.Text), day, day, isFurther: true, stopping) ?? throw TooMany(instrument.Symbol.Text, day));
        }

        return [.. rows.Distinct()];
    }

    // Null when there may be more.
    private async ValueTask<IReadOnlyList<ToldFill>?> RowsAsync(string? venueSymbol, DateOnly first, DateOnly? last, bool isFurther, CancellationToken stopping)
    {
        if (isFurther) await _setup.TakeAsync(1, stopping);
        var rows = (await AskAsync("my/orders/completed", stamp => _requests.Completed(venueSymbol, first, last, stamp), stopping)).Fills;
        return rows.Count < CoinSpotRequests.FillsMax ? rows : null;
    }

    private async ValueTask<Answer> AskAsync(string endpoint, Func<Stamp, WireRequest> sign, CancellationToken stopping) => (await _desk.SendAsync(endpoint, sign, isUrgent: false, stopping)).OrThrow();

    private static VenueException TooMany(string symbol, DateOnly day) => new(new VenueFault(
        VenueFaultKind.Retry, "MORE_THAN_SHOWN", string.Create(CultureInfo.InvariantCulture, $"{symbol} was executed more often on {day:yyyy-MM-dd} than the venue shows at once.")));
}
