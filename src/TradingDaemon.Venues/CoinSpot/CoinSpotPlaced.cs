using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Told;

namespace TradingDaemon.Venues.CoinSpot;

/// <summary>
/// What was placed here and which executions are whose: the venue keeps no id of ours, so this is the only place that knows. Begins with the orders the
/// store knows, so a restart forgets nothing. Thread-safe.
/// </summary>
internal sealed class CoinSpotPlaced
{
    // Ended orders are kept so long, for executions told late; no more than so many of them. What can still change is always kept.
    private static readonly TimeSpan EndedKept = TimeSpan.FromDays(1);
    private const int EndedMax = 5_000;

    private readonly Lock _gate = new();
    private readonly CoinSpotPatience _patience;
    private readonly Dictionary<ClientOrderId, CoinSpotOrder> _orders = [];
    private readonly Newest<string, ClientOrderId> _owners = new(ExecutionNumbers.KnownMax); // by execution

    /// <summary>Begins with what the store knows of this venue.</summary>
    public CoinSpotPlaced(VenueSetup setup, CoinSpotPatience patience)
    {
        (_patience, var now) = (patience, setup.Clock.GetUtcNow());
        foreach (var state in setup.Orders.Where(static state => state.VenueOrderId is not null || !state.Status.IsTerminal()))
        {
            var terms = CoinSpotTerms.Of(state.Intent, state.Intent.Terms, null);
            _orders[state.Intent.ClientOrderId] = new CoinSpotOrder(state.Intent.ClientOrderId, state.Intent.Symbol, state.Intent.Side, state.Intent.Terms.Quantity.Base, terms?.WorstRate, terms?.IsNow ?? true, state.Intent.DecidedAt)
            {
                VenueOrderId = state.VenueOrderId, Filled = state.FilledBase, KnownAt = now, EndedAt = state.Status.IsTerminal() ? now : null,
            };
        }

        foreach (var booked in setup.Booked) Own(booked.ExecutionId, new ClientOrderId("")); // counted in what the orders above have filled
    }

    /// <summary>From when on (UTC) the history is needed, to find out what became of every order without an answer.</summary>
    public DateTimeOffset Oldest(DateTimeOffset since)
    {
        lock (_gate)
            return _orders.Values.Where(static order => order is { IsAnswered: false, EndedAt: null }).Select(order => order.SentAt - _patience.ClockSkew).Append(since).Min();
    }

    /// <summary>An order is about to leave, for the first time or again after it was proven absent.</summary>
    public void Begin(OrderIntent intent, CoinSpotTerms terms, DateTimeOffset now)
    {
        lock (_gate)
        {
            Prune(now);
            if (!_orders.TryGetValue(intent.ClientOrderId, out var order))
                _orders[intent.ClientOrderId] = order = new CoinSpotOrder(intent.ClientOrderId, intent.Symbol, intent.Side, intent.Terms.Quantity.Base, terms.WorstRate, terms.IsNow, now);
            (order.IsInFlight, order.HopelessAfter, order.EndedAt) = (true, null, null);
        }
    }

    /// <summary>The venue's answer says how much of an order it bought or sold at once.</summary>
    public void Took(ClientOrderId id, decimal quantityBase)
    {
        lock (_gate)
            if (_orders.TryGetValue(id, out var order)) order.TakenBase = quantityBase;
    }

    /// <summary>What its attempt came to. An order that was certainly not placed is forgotten.</summary>
    public void Answered(ClientOrderId id, PlacementAnswer answer, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (!_orders.TryGetValue(id, out var order)) return;
            (order.IsInFlight, order.KnownAt) = (false, now);
            if (answer is PlacementAnswer.Accepted accepted) order.VenueOrderId = accepted.VenueOrderId;
            else if (!order.IsAnswered && answer is PlacementAnswer.Refused or PlacementAnswer.Failed { Fault.IsNotPlaced: true }) _orders.Remove(id);
        }
    }

    /// <summary>An order of ours; null when it never was one, or ended long ago.</summary>
    public CoinSpotOrder? Find(ClientOrderId id)
    {
        lock (_gate) return string.IsNullOrEmpty(id.Text) ? null : _orders.GetValueOrDefault(id);
    }

    /// <summary>Takes what a look showed.</summary>
    /// <param name="began">When it began (UTC).</param>
    /// <param name="listed">The open orders, asked for after the executions: what is filled in one is gone from the other.</param>
    /// <param name="history">Executions.</param>
    public CoinSpotLook Take(DateTimeOffset began, IReadOnlyList<ToldOrder> listed, IReadOnlyList<CoinSpotExecution> history)
    {
        lock (_gate)
        {
            var byId = _orders.Values.Where(static order => order.VenueOrderId is not null).ToLookup(static order => order.VenueOrderId!, StringComparer.Ordinal);
            foreach (var order in _orders.Values) order.ListedBase = null;
            foreach (var row in listed)
                foreach (var order in byId[row.VenueOrderId ?? ""]) order.ListedBase = row.Quantity;
            ToldOrder[] unknown = [.. listed.Where(row => !byId.Contains(row.VenueOrderId ?? ""))];
            var matching = new CoinSpotMatching([.. _orders.Values.Where(static order => order.Remaining > 0m)], unknown, [.. history.Where(row => !_owners.Has(row.Fill.ExecutionId))], began, _patience.ClockSkew);
            matching.Run();
            foreach (var (row, order) in matching.Explained) Own(row.Fill.ExecutionId, order.Id);
            foreach (var order in _orders.Values) Judge(order, began);
            return new CoinSpotLook(
                [.. listed.Select(row => row with { ClientOrderId = OwnerOf(row) })], [.. history.Select(row => row.Fill with { ClientOrderId = _owners.Find(row.Fill.ExecutionId).Text ?? "" })],
                matching.DoubtfulOrders, matching.DoubtfulExecutions);
        }
    }

    /// <summary>What the newest look says of an order; null when nothing of it was seen. Throws <see cref="VenueException"/> while that is in doubt.</summary>
    public OrderReport? Report(CoinSpotOrder order, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (order.IsDoubtful || (!order.IsAnswered && order.SuspectedAt + _patience.RecordsLag > now))
                throw new VenueException(new VenueFault(VenueFaultKind.Retry, "DOUBT", $"What the venue shows may be order {order.Id} or another's: it keeps no id of ours."));
            if (!order.IsAnswered && order.KnownAt + _patience.AbsenceProvenAfter <= now) order.EndedAt ??= now; // proven absent, unless it is sent again
            if (!order.IsAnswered) return null;
            if (order.GoneSince + LagOf(order) <= now) order.EndedAt ??= now; // gone, and no execution came late
            var status = order.Filled >= order.Quantity ? OrderStatus.Filled : order.EndedAt is not null ? OrderStatus.Cancelled : order.Filled > 0m ? OrderStatus.PartiallyFilled : OrderStatus.Open;
            return Describe(order, status);
        }
    }

    /// <summary>An order the newest list shows.</summary>
    public OrderReport Working(CoinSpotOrder order)
    {
        lock (_gate) return Describe(order, order.Filled > 0m ? OrderStatus.PartiallyFilled : OrderStatus.Open);
    }

    private static OrderReport Describe(CoinSpotOrder order, OrderStatus status) =>
        new(order.Id, order.VenueOrderId!, order.Symbol, order.Side, status, order.Quantity, order.Filled) { PriceQuote = order.IsNow ? null : order.WorstRate };

    // What the venue said it took is on its way until it is shown. Where its answer is not known, and nothing is shown, it is as good as absent, and as long believed to be there.
    private TimeSpan LagOf(CoinSpotOrder order) => order is { IsNow: true, TakenBase: not null } && order.Due > order.Slack ? _patience.TakenShownMax
        : order is { IsNow: true, Filled: 0m } ? _patience.AbsenceProvenAfter : _patience.RecordsLag;

    private void Judge(CoinSpotOrder order, DateTimeOffset began)
    {
        if (!order.IsAnswered)
        {
            if (!order.IsInFlight && order.KnownAt <= began) order.HopelessAfter ??= began + _patience.RecordsLag; // the look's numbers are above that of its request
        }
        else if (order.ListedBase is not null) order.GoneSince = null;
        else if (order.KnownAt < began) order.GoneSince ??= began; // what is done at once is in no list from the first
        if (order.IsComplete) order.EndedAt ??= began;
    }

    private string OwnerOf(ToldOrder row) => _orders.Values.FirstOrDefault(order => order.VenueOrderId == row.VenueOrderId)?.Id.Text ?? "";

    private void Own(string executionId, ClientOrderId owner)
    {
        if (!_owners.Has(executionId)) _owners[executionId] = owner;
    }

    private void Prune(DateTimeOffset now)
    {
        CoinSpotOrder[] ended = [.. _orders.Values.Where(static order => order.EndedAt is not null).OrderBy(static order => order.EndedAt)];
        for (var i = 0; i < ended.Length; i++)
            if (ended.Length - i > EndedMax || ended[i].EndedAt + EndedKept < now) _orders.Remove(ended[i].Id);
    }
}
