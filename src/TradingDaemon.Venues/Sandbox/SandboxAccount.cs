using System.Globalization;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Guard;

namespace TradingDaemon.Venues.Sandbox;

/// <summary>What the venue's own records say. Every question may be asked again.</summary>
/// <param name="line">The way there.</param>
/// <param name="venue">Its id.</param>
/// <param name="takeFurther">Asked for the weight of each request of a question beyond its first, before it leaves.</param>
internal sealed class SandboxAccount(SandboxLine line, string venue, Func<int, CancellationToken, ValueTask> takeFurther)
{
    public async ValueTask<OrderReport?> FindOrderAsync(ClientOrderId id, CancellationToken stopping)
    {
        var known = await line.SendAsync(HttpMethod.Get, $"/v1/orders?clientOrderId={Uri.EscapeDataString(id.Text)}", null, Urgency.LookUp, stopping);
        var orders = known.Answer(SandboxWire.Default.OrdersAnswer).Orders;
        if (orders.Count > 0) return Telling(orders).ToDomain();
        await takeFurther(SandboxLimits.ListWeight, stopping);
        if ((await OpenOrdersAsync(stopping)).FirstOrDefault(order => order.ClientOrderId == id) is { } open) return open;
        var fills = await NewestFillsAsync(id, stopping);
        return fills.Count == 0 ? null : ByFillsAlone(fills);
    }

    public async ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping) =>
        [.. (await line.SendAsync(HttpMethod.Get, "/v1/orders/open", null, Urgency.Other, stopping)).Answer(SandboxWire.Default.OrdersAnswer).Orders.Select(SandboxTranslation.ToDomain)];

    public async ValueTask<IReadOnlyList<Fill>> FillsSinceAsync(long cursor, int countMax, CancellationToken stopping)
    {
        var fills = new List<Fill>();
        while (fills.Count < countMax)
        {
            var asked = Math.Min(countMax - fills.Count, SandboxLimits.ExecutionsPageMax);
            var page = await PageAsync(cursor, asked, stopping);
            fills.AddRange(page.Select(execution => execution.ToDomain(venue)).OfType<Fill>());
            if (page.Count < asked || fills.Count >= countMax) break;
            await takeFurther(SandboxLimits.ListWeight, stopping);
            cursor = page[^1].Sequence; // what is no fill does not count towards the page that was asked for
        }

        return fills;
    }

    public async ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping, Urgency urgency = Urgency.Other) =>
        (await line.SendAsync(HttpMethod.Get, "/v1/balances", null, urgency, stopping)).Answer(SandboxWire.Default.BalancesAnswer).ToDomain();

    public async ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping)
    {
        var quote = (await line.AskAsync($"/v1/quote?symbol={Uri.EscapeDataString(symbol.Text)}", stopping)).Answer(SandboxWire.Default.QuoteMessage);
        return quote is { Bid: { } bid, Ask: { } ask } ? (SandboxTranslation.Number(bid), SandboxTranslation.Number(ask)) : null;
    }

    /// <summary>Executions of every kind after this one, oldest first, at most <paramref name="limit"/>.</summary>
    public async ValueTask<IReadOnlyList<ExecutionMessage>> PageAsync(long after, int limit, CancellationToken stopping)
    {
        var target = string.Create(CultureInfo.InvariantCulture, $"/v1/executions?after={after}&limit={limit}");
        return (await line.SendAsync(HttpMethod.Get, target, null, Urgency.Other, stopping)).Answer(SandboxWire.Default.ExecutionsAnswer).Executions;
    }

    // Several orders with one id are a second send that met a quick fill: the one that still works is the one to deal with.
    private static OrderMessage Telling(IReadOnlyList<OrderMessage> newestFirst) =>
        newestFirst.FirstOrDefault(static order => order.Status is "open" or "partiallyFilled") ?? newestFirst[0];

    private static OrderReport ByFillsAlone(List<Fill> fills)
    {
        var filled = fills.Sum(static fill => fill.Quantity.Base);
        return new OrderReport(fills[0].ClientOrderId, "", fills[0].Symbol, fills[0].Side, OrderStatus.PartiallyFilled, filled, filled) { IsShownByFillsAlone = true };
    }

    // The newest page: an order nobody shows any more was sent moments ago.
    private async ValueTask<List<Fill>> NewestFillsAsync(ClientOrderId id, CancellationToken stopping)
    {
        await takeFurther(SandboxLimits.BalancesWeight, stopping);
        var newest = (await HoldingsAsync(stopping)).ExecutionSequence ?? 0;
        await takeFurther(SandboxLimits.ListWeight, stopping);
        var page = await PageAsync(Math.Max(0, newest - SandboxLimits.ExecutionsPageMax), SandboxLimits.ExecutionsPageMax, stopping);
        return [.. page.Select(execution => execution.ToDomain(venue)).OfType<Fill>().Where(fill => fill.ClientOrderId == id)];
    }
}
