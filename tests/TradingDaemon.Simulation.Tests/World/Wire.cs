using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Simulation.Tests.World;

/// <summary>The network between daemon and exchange: it delays, reorders, repeats and loses, in both directions.</summary>
internal sealed class Wire(Fate fate, SimulatedExchange exchange)
{
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(2);
    private readonly PriorityQueue<(OrderIntent? Place, ClientOrderId Id), (DateTimeOffset DueAt, long Number)> _requests = new();
    private readonly PriorityQueue<VenueEvent, (DateTimeOffset DueAt, long Number)> _reports = new();
    private readonly List<ExchangeReport> _drained = [];
    private long _number;

    /// <summary>Longest a request is under way: a look-up that comes later is the truth.</summary>
    public static TimeSpan RequestDelayMax { get; } = TimeSpan.FromSeconds(6);

    /// <summary>Client order ids that reached the exchange, in order, repetitions included.</summary>
    public List<string> Arrived { get; } = [];

    /// <summary>Whether a report was lost since the last cut: somebody has to reconnect.</summary>
    public bool HasLost { get; private set; }

    /// <summary>Whether anything is still under way.</summary>
    public bool IsIdle => _requests.Count == 0 && _reports.Count == 0;

    /// <summary>How often each thing was done to a message.</summary>
    public SortedDictionary<string, int> Deeds { get; } = new(StringComparer.Ordinal);

    /// <summary>Sends an order; the answer may never come.</summary>
    public void Place(OrderIntent intent, DateTimeOffset now)
    {
        if (fate.Strikes(60))
        {
            Did("refused on the way");
            Report(new VenueEvent.Refused(intent.ClientOrderId, VenueRefusal.Other, "The gateway refused it.", now), now + fate.Between(1, 200));
            return;
        }

        var isUnclear = fate.Strikes(25);
        if (isUnclear) Report(new VenueEvent.OutcomeUnknown(intent.ClientOrderId, "The send timed out.", now + SendTimeout), now + SendTimeout);
        if (isUnclear && fate.OneIn(2))
        {
            Did("order lost, outcome unknown");
            return;
        }

        Request(intent, intent.ClientOrderId, isUnclear ? fate.Between(1, 5_900) : fate.Between(1, 60), now);
        if (isUnclear) Did("order sent, outcome unknown");
    }

    /// <summary>Sends a cancel; it may get lost, or overtake its own order.</summary>
    public void Cancel(OrderReference order, DateTimeOffset now)
    {
        if (fate.Strikes(20)) Did("cancel lost");
        else Request(null, order.ClientOrderId, fate.Between(1, 60), now);
    }

    /// <summary>Lets requests arrive that are due, and puts what the exchange says of them on its way back.</summary>
    public void Advance(DateTimeOffset now)
    {
        while (_requests.TryPeek(out _, out var due) && due.DueAt <= now) Arrive(_requests.Dequeue(), due.DueAt);
        exchange.AdvanceTo(now);
        _drained.Clear();
        exchange.Drain(_drained);
        foreach (var report in _drained) Return(report.ToDomain(Ground.Venue), now);
    }

    /// <summary>The next report that reached the daemon, or null.</summary>
    public VenueEvent? Take(DateTimeOffset now) => _reports.TryPeek(out _, out var due) && due.DueAt <= now ? _reports.Dequeue() : null;

    /// <summary>The connection is gone: reports under way are lost, each request arrived or did not.</summary>
    public void Cut(DateTimeOffset now)
    {
        while (_requests.TryDequeue(out var request, out _))
            if (fate.OneIn(2)) Arrive(request, now);
        exchange.AdvanceTo(now);
        exchange.Drain(_drained);
        _drained.Clear();
        _reports.Clear();
        HasLost = false;
    }

    private void Arrive((OrderIntent? Place, ClientOrderId Id) request, DateTimeOffset at)
    {
        if (request.Place is null) exchange.Cancel(request.Id.Text, at);
        else
        {
            Arrived.Add(request.Place.ClientOrderId.Text);
            exchange.Submit(request.Place.ToExchange(), at);
        }

        exchange.AdvanceTo(at);
    }

    private void Return(VenueEvent report, DateTimeOffset now)
    {
        if (fate.Strikes(300))
        {
            Did("report lost");
            HasLost = true;
            return;
        }

        var isSlow = fate.Strikes(30);
        if (isSlow) Did("report overtaken");
        Report(report, now + (isSlow ? fate.Between(60, 4_000) : fate.Between(1, 80)));
        if (!fate.Strikes(25)) return;
        Did("report repeated");
        Report(report, now + fate.Between(1, 6_000));
    }

    private void Request(OrderIntent? place, ClientOrderId id, TimeSpan delay, DateTimeOffset now) => _requests.Enqueue((place, id), (now + delay, ++_number));

    private void Report(VenueEvent report, DateTimeOffset dueAt) => _reports.Enqueue(report, (dueAt, ++_number));

    private void Did(string deed) => Deeds[deed] = Deeds.GetValueOrDefault(deed) + 1;
}
