using System.Globalization;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox.Faults;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>
/// Many orders through a venue's own protocol while answers, frames, connections and clocks go wrong in every way: in the end the adapter has told what the exchange's own ledger says, each execution
/// once. <c>TRADINGDAEMON_SCRIPT_ORDERS</c> asks for more orders, <c>TRADINGDAEMON_SEED</c> for other faults.
/// </summary>
internal sealed class FaultScriptRun
{
    private const int OrdersOfEveryRun = 18;
    private const int OrdersOfLongRuns = 36;

    private readonly VenueScene _scene;
    private readonly ulong _seed;
    private readonly ScriptedOrders _orders;
    private readonly SortedDictionary<string, long> _struck = new(StringComparer.Ordinal);

    private FaultScriptRun(VenueScene scene, ulong seed) => (_scene, _seed, _orders) = (scene, seed, new ScriptedOrders(scene));

    public static async Task OfAsync(VenueCase venue)
    {
        var (seed, since) = ((ulong)Wanted.Of("TRADINGDAEMON_SEED", 1), TimeProvider.System.GetTimestamp());
        await using var scene = await VenueScene.StartAsync(venue, (int)seed);
        var run = new FaultScriptRun(scene, seed);
        await run.SendAsync(Wanted.Of("TRADINGDAEMON_SCRIPT_ORDERS", OrdersOfEveryRun, OrdersOfLongRuns));
        await run.CompareAsync();
        run.Say(TimeProvider.System.GetElapsedTime(since));
        await run.RestartAsync();
    }

    private async Task SendAsync(int count)
    {
        var (random, standing) = (new Random((int)_seed), MixedFaults.Standing(_scene.Case));
        _scene.Server.Replace(MixedFaults.ByChance(_scene.Case, _seed));
        for (var number = 1; number <= count; number++)
        {
            var order = _scene.Case.Order(number, random);
            if (random.Next(4) > 0) await _scene.UntilAsync(() => _scene.IsOpen, "the stream opens again"); // else whether anybody listens or not
            var turn = (number * (standing.Count + 1) / count) - 1; // each once, evenly spread
            var sent = turn >= 0 && turn < standing.Count && ((number - 1) * (standing.Count + 1) / count) - 1 < turn ? await MeanwhileAsync(standing[turn], order) : await _orders.PlaceAsync(order);
            if (sent.VenueOrderId is not null && random.Next(4) == 0) await _orders.CancelAsync(sent);
            if (random.Next(5) == 0) _scene.Wobble();
            if (!_scene.Case.HasClientOrderIds) await _scene.AskAsync(() => _scene.Venue.FillsSinceAsync(0, int.MaxValue, default)); // rows that are known can be no other order's; this clock leaves the poll no time
        }

        await _orders.ResolveAsync();
        foreach (var (kind, hits) in await _scene.StruckAsync()) _struck[kind] = _struck.GetValueOrDefault(kind) + hits;
        _scene.Server.Replace(new FaultScript());
    }

    // Until something of it was felt, or the order went through in spite of it.
    private async Task<ScriptedOrders.Sent> MeanwhileAsync(Fault fault, DurableOrder order)
    {
        var failure = _orders.NextFailure;
        var id = _scene.Server.Add(fault)[0];
        if (fault.Kind is FaultKind.RefuseConnections or FaultKind.IgnoreSubscribe) await _scene.CutAsync();
        var placing = _orders.PlaceAsync(order);
        await Task.WhenAny(placing, failure);
        if (fault.Kind != FaultKind.IgnoreSubscribe) _scene.Server.Remove(id); // that one is spent by the next subscription
        if (fault.Kind != FaultKind.IgnoreSubscribe) _struck[Word(fault.Kind)] = _struck.GetValueOrDefault(Word(fault.Kind)) + 1;
        return await placing;
    }

    private async Task CompareAsync()
    {
        var (venue, told) = (_scene.Venue, _scene.Told);
        await Task.Delay(venue.Traits.ListsLagMax, _scene.Clock); // so long lists may lie
        var ledger = _scene.Ledger;
        var orders = OrdersById(ledger);
        if (_scene.Case.FeesPaidIn is { } asset) Assert.That(ledger.Executions.Select(static one => one.FeeCurrency), Has.Some.EqualTo(asset), "fees are paid so");
        var executions = ledger.Executions.Select(one => (Id: OursOf(one, orders), one.Symbol, one.Side, one.Price, one.Quantity, one.Fee, one.FeeCurrency)).ToArray();

        var read = await _scene.AskAsync(() => venue.FillsSinceAsync(0, int.MaxValue, default));
        Assert.That(read.Select(Row), Is.EquivalentTo(executions), "the read tells each execution, of the right order, once");
        Assert.That(read.Select(static fill => fill.ExecutionSequence), Is.EqualTo(Enumerable.Range(1, executions.Length).Select(static number => (long)number)), "one number each");
        await _scene.UntilAsync(() => told.Count >= executions.Length, "stream, poll or read tell each execution");
        Assert.That(told.All.Select(static fill => (fill.ExecutionSequence, fill.ExecutionId)), Is.EqualTo(read.Select(static fill => (fill.ExecutionSequence, fill.ExecutionId))), "told by the stream or by the read, each once");
        Assert.That(told.All.Select(Row), Is.EquivalentTo(executions), "and told right");
        Assert.That(told.Contradictions, Is.Empty);

        var holdings = await _scene.AskAsync(() => venue.HoldingsAsync(default));
        Assert.That(holdings.NetBase.Where(static one => one.Value != 0m), Is.EquivalentTo(ledger.Holdings));
        Assert.That(holdings.Cash.Where(static one => one.Value != 0m), Is.EquivalentTo(ledger.Cash));
        var open = await _scene.AskAsync(() => venue.OpenOrdersAsync(default));
        Assert.That(open.Select(static order => (order.ClientOrderId.Text, order.FilledBase)), Is.EquivalentTo(orders.Where(static one => one.Value.IsOpen).Select(static one => (one.Key, one.Value.Filled))));
        foreach (var sent in _orders.All)
        {
            var (id, found) = (sent.Order.Intent.ClientOrderId.Text, sent.IsRefused ? null : await _scene.AskAsync(() => venue.FindOrderAsync(OrderReference.Of(sent.Order.Intent), default)));
            Assert.That((found?.Status, found?.FilledBase), Is.EqualTo((orders.GetValueOrDefault(id)?.Status, orders.GetValueOrDefault(id)?.Filled)), $"the end of {id}{(sent.IsRefused ? ", which was refused" : "")}");
        }
    }

    private async Task RestartAsync()
    {
        using var later = _scene.Restarted();
        var last = _scene.Told.Cursor;
        Assert.That(await _scene.AskAsync(() => later.FillsSinceAsync(last, int.MaxValue, default)), Is.Empty, "what is booked is known after a restart");
        await _scene.AskAsync(() => later.RulesAsync(default)); // without them nothing is sent
        await later.CancelAllAsync(default); // some venues take no order against one's own
        var sent = await new ScriptedOrders(_scene, later).PlaceAsync(_scene.Case.Buy(_orders.All.Count + 1));
        Assert.That(sent.VenueOrderId, Is.Not.Null);
        await Task.Delay(later.Traits.ListsLagMax, _scene.Clock);
        var numbers = (await _scene.AskAsync(() => later.FillsSinceAsync(last, int.MaxValue, default))).Select(static fill => fill.ExecutionSequence).ToArray();
        Assert.That(numbers, Is.Not.Empty.And.EqualTo(Enumerable.Range(1, _scene.Ledger.Executions.Count - (int)last).Select(number => last + number)), "and numbers go on after it");
    }

    // No id of ours twice, and no order that is none of ours.
    private Dictionary<string, Ledger.Order> OrdersById(Ledger ledger)
    {
        var byPrice = _orders.All.Where(static sent => sent.Order.Intent.Terms is OrderTerms.Limit).ToLookup(static sent => (sent.Order.Intent.Side, (decimal?)((OrderTerms.Limit)sent.Order.Intent.Terms).Price.QuotePerBase), static sent => sent.Order.Intent.ClientOrderId.Text);
        var named = ledger.Orders.Select(order => (Order: order, Id: _scene.Case.HasClientOrderIds ? order.ClientOrderId! : byPrice[(order.Side, order.Price)].Single())).ToArray();
        Assert.That(named.Select(static one => one.Id), Is.Unique, "no order twice");
        Assert.That(named.Select(static one => one.Id), Is.EquivalentTo(_orders.All.Where(static sent => sent.VenueOrderId is not null).Select(static sent => sent.Order.Intent.ClientOrderId.Text)), "those, and only those, that were said to be placed");
        return named.ToDictionary(static one => one.Id, static one => one.Order);
    }

    private static string OursOf(Ledger.Execution execution, Dictionary<string, Ledger.Order> orders) => orders.Single(order => order.Value.VenueOrderId == execution.VenueOrderId).Key;

    private static (string Id, string Symbol, OrderSide Side, decimal Price, decimal Quantity, decimal Fee, string FeeCurrency) Row(Fill fill) =>
        (fill.ClientOrderId.Text, fill.Symbol.Text, fill.Side, fill.Price.QuotePerBase, fill.Quantity.Base, fill.Fee.Amount, fill.Fee.Currency.Code);

    private static string Word(FaultKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    // That it was tried is asserted too: a script that strikes nothing proves nothing.
    private void Say(TimeSpan took)
    {
        var (lost, broken) = (_scene.Log.Lines.Count(static line => line.Event == 4_011), _scene.Log.Lines.Where(static line => line.Event == 4_019).ToArray());
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{_scene.Case.Name}{(_scene.Case.FeesPaidIn is { } asset ? $" with fees in {asset}" : "")}, seed {_seed}: {_orders.All.Count} orders, {_orders.Refused} refused, {_scene.Ledger.Orders.Count} at the exchange, {_scene.Told.Count} executions ({_scene.Told.ByStream} told by stream or poll, {_scene.Told.ByRead} by the read), {_orders.Unknown} outcomes unknown, {_orders.Absent} proven absent, {_orders.NotSent} not placed and sent again, {lost} connections lost, {took.TotalSeconds:0} s ({_scene.Clock.Gone.TotalMinutes:0} min told); struck: {string.Join(", ", _struck.Select(static one => $"{one.Key} {one.Value}"))}"));
        Assert.That(_orders.Unknown, Is.Positive, "the script strikes");
        Assert.That(broken, Is.Empty, "nothing that nobody foresaw");
        if (_orders.All.Count < 150) return; // in fewer, one may be spared by chance
        Assert.That(Enum.GetValues<FaultKind>().Where(kind => MixedFaults.MakesSense(_scene.Case, kind)).Select(Word).Where(kind => _struck.GetValueOrDefault(kind) == 0), Is.Empty, "every fault has struck");
    }
}
