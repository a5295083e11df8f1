using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Simulation.Chance;
using TradingDaemon.Simulation.Time;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Simulation.World;

/// <summary>
/// The venue's list of executions and its list of orders, each of which may be seconds behind its balances and its stream, and behind the other: what is
/// asked for meanwhile is shown as it was.
/// </summary>
internal sealed class LaggingLists(Fate fate, VirtualClock clock, SimulatedExchange exchange, Deeds deeds)
{
    private const int LagMaxMilliseconds = 4_000; // with the longest way of a request within what the traits promise
    private const int MomentsBetween = 40; // the lists are looked at seven times a second or so: each is behind for a quarter of the time
    private readonly Dictionary<string, OrderReport> _shown = new(StringComparer.Ordinal); // our orders that worked when the list fell behind
    private readonly HashSet<string> _born = new(StringComparer.Ordinal); // orders it does not show yet
    private readonly List<OrderReport> _working = []; // all that worked then, in the venue's order
    private DateTimeOffset _fillsUntil;
    private DateTimeOffset _ordersUntil;
    private long _fillsTo;

    /// <summary>A moment before something happens: from now on one of the lists may stand still.</summary>
    public void Pass()
    {
        if (!fate.Allows(FaultKinds.Lists)) return;
        if (clock.Now >= _fillsUntil && fate.OneIn(MomentsBetween)) (_fillsTo, _fillsUntil) = (exchange.LastExecutionSequence, Until("list of fills behind"));
        if (clock.Now < _ordersUntil || !fate.OneIn(MomentsBetween)) return;
        _ordersUntil = Until("list of orders behind");
        _shown.Clear();
        _born.Clear();
        _working.Clear();
        _working.AddRange(exchange.OpenOrders().Select(SimulatedTranslation.ToDomain));
        foreach (var report in _working.Where(static report => report.ClientOrderId.Text.Length > 0)) _shown[report.ClientOrderId.Text] = report;
    }

    /// <summary>Something happened to an order: one that did not work before was born just now, or had ended.</summary>
    public void Note(ExchangeReport report)
    {
        if (report is ExchangeReport.Accepted or ExchangeReport.Refused && IsOrdersBehind && !_shown.ContainsKey(report.ClientOrderId)) _born.Add(report.ClientOrderId);
    }

    /// <summary>Fills as the list shows them.</summary>
    public IReadOnlyList<Fill> FillsSince(long cursor, int countMax)
    {
        var fills = exchange.FillsSince(cursor, countMax, Ground.Venue);
        if (clock.Now >= _fillsUntil) return fills;
        return [.. fills.Where(fill => fill.ExecutionSequence <= _fillsTo)];
    }

    /// <summary>Everything that works, as the list shows it.</summary>
    public IEnumerable<OrderReport> OpenOrders() => IsOrdersBehind ? [.. _working] : exchange.OpenOrders().Select(SimulatedTranslation.ToDomain);

    /// <summary>One order as the list shows it; null when it does not.</summary>
    public OrderReport? Find(string clientOrderId)
    {
        if (!IsOrdersBehind) return exchange.FindOrder(clientOrderId)?.ToDomain();
        return _shown.GetValueOrDefault(clientOrderId) ?? (_born.Contains(clientOrderId) ? null : exchange.FindOrder(clientOrderId)?.ToDomain());
    }

    private bool IsOrdersBehind => clock.Now < _ordersUntil;

    private DateTimeOffset Until(string deed)
    {
        deeds.Did(deed);
        return clock.Now + fate.Between(200, LagMaxMilliseconds);
    }
}
