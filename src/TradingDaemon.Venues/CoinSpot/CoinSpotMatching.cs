using TradingDaemon.Venues.Live.Told;

namespace TradingDaemon.Venues.CoinSpot;

/// <summary>
/// Says whose the rows of a look are. The venue keeps no id of ours, so a row is an order's when everything known of both agrees and no other order of ours
/// could explain it; what several could, or one could only in part, is in doubt, and a doubt is told as one. Pure but for the orders it moves on.
/// </summary>
/// <param name="orders">Every order of ours that may still have rows.</param>
/// <param name="unknown">Open orders whose ids are none of ours.</param>
/// <param name="unexplained">Executions nobody's yet.</param>
/// <param name="now">When the look began (UTC).</param>
/// <param name="skew">How far the venue's stamps and ours may be apart.</param>
internal sealed class CoinSpotMatching(IReadOnlyList<CoinSpotOrder> orders, IReadOnlyList<ToldOrder> unknown, IReadOnlyList<CoinSpotExecution> unexplained, DateTimeOffset now, TimeSpan skew)
{
    private readonly List<CoinSpotExecution> _left = [.. unexplained.OrderBy(static row => row.Fill.At)];

    /// <summary>Whose each execution is.</summary>
    public List<(CoinSpotExecution Row, CoinSpotOrder Order)> Explained { get; } = [];

    /// <summary>Executions that may be ours.</summary>
    public HashSet<string> DoubtfulExecutions { get; } = new(StringComparer.Ordinal);

    /// <summary>Open orders that may be ours, by the venue's ids.</summary>
    public HashSet<string> DoubtfulOrders { get; } = new(StringComparer.Ordinal);

    /// <summary>Says it.</summary>
    public void Run()
    {
        foreach (var order in orders) order.IsDoubtful = false;
        RecogniseOpen();
        while (ExplainSingles() || ExplainTwins())
        {
            // Each execution that has its order leaves less to the others.
        }

        ExplainUnanswered();
        foreach (var row in _left)
        {
            var owners = OwnersOf(row);
            if (owners.Count > 0) DoubtfulExecutions.Add(row.Fill.ExecutionId);
            foreach (var owner in owners) Suspect(owner);
        }
    }

    // An order without an answer is the one open order that is exactly like it, when it is like no other of ours without an answer.
    private void RecogniseOpen()
    {
        CoinSpotOrder[] unanswered = [.. orders.Where(static order => order is { IsAnswered: false, IsNow: false })];
        foreach (var row in unknown)
        {
            CoinSpotOrder[] alike = [.. unanswered.Where(order => IsLike(order, row))];
            if (alike is [var order] && unknown.Count(other => IsLike(order, other)) == 1 && IsWhole(order, row))
            {
                (order.VenueOrderId, order.KnownAt, order.ListedBase) = (row.VenueOrderId, now, row.Quantity);
                continue;
            }

            foreach (var one in alike) Suspect(one);
            if (alike.Length > 0) DoubtfulOrders.Add(row.VenueOrderId!);
        }
    }

    // An order that is gone from the list, or shown with less, has the executions only it can have.
    private bool ExplainSingles()
    {
        var before = _left.Count;
        foreach (var row in _left.ToArray())
            if (OwnersOf(row) is [{ IsAnswered: true } only]) Explain(row, only);
        return _left.Count < before;
    }

    // Orders alike in everything, all of them gone, and as many executions that fill one each: whichever is whose, all are filled.
    private bool ExplainTwins()
    {
        foreach (var row in _left)
        {
            var owners = OwnersOf(row);
            CoinSpotExecution[] alike = [.. _left.Where(other => OwnersOf(other).SequenceEqual(owners) && other.Fill.Quantity == row.Fill.Quantity)];
            if (owners.Count < 2 || alike.Length != owners.Count || !owners.All(owner => owner is { IsAnswered: true, ListedBase: null } && Math.Abs(owner.Due - row.Fill.Quantity) <= owner.Slack)) continue;
            foreach (var (one, owner) in alike.Zip(owners.OrderBy(static owner => owner.SentAt).ToArray())) Explain(one, owner);
            return true;
        }

        return false;
    }

    // Without an answer and without a place in the list, only executions that make up all of it prove an order.
    private void ExplainUnanswered()
    {
        foreach (var order in orders.Where(static order => !order.IsAnswered).ToArray())
        {
            CoinSpotExecution[] own = [.. _left.Where(row => OwnersOf(row) is [var only] && only == order)];
            if (own.Length == 0 || Math.Abs(own.Sum(static row => row.Fill.Quantity) - order.Remaining) > order.Slack) continue;
            (order.VenueOrderId, order.KnownAt) = (order.IsNow ? CoinSpotOrder.NameOfNow(order.Id) : own[0].RowId, now);
            foreach (var row in own) Explain(row, order);
        }
    }

    private void Explain(CoinSpotExecution row, CoinSpotOrder order)
    {
        order.Filled += row.Fill.Quantity;
        Explained.Add((row, order));
        _left.Remove(row);
    }

    private void Suspect(CoinSpotOrder order) => (order.IsDoubtful, order.SuspectedAt) = (true, now);

    private List<CoinSpotOrder> OwnersOf(CoinSpotExecution row)
    {
        if (orders.FirstOrDefault(order => order.VenueOrderId == row.RowId && order.Remaining > 0m) is { } named) return [named];
        var owners = orders.Where(order => CanBe(order, row.Fill)).ToList();
        if (owners.Count < 2) return owners;
        var touched = owners.Where(order => order.ListedBase != order.Remaining && row.Fill.Quantity <= order.Due + order.Slack).ToList(); // listed with all that is left of it, it has nothing new; nor has one that took less
        return touched.Count > 0 ? touched : owners;
    }

    private bool CanBe(CoinSpotOrder order, ToldFill fill) =>
        order.Symbol == fill.Symbol && order.Side == fill.Side && order.Allows(fill.Price) && fill.Quantity <= order.Remaining + order.Slack
        && !(order.ListedBase is not null && fill.Quantity == order.Remaining) // filled, it would not be listed
        && IsWithin(order, fill.At);

    // Nothing is done of an order before it left, nor after the list no longer showed it.
    private bool IsWithin(CoinSpotOrder order, DateTimeOffset? at) =>
        at is not { } then || (then >= order.SentAt - skew && ((order.IsAnswered ? order.GoneSince ?? order.EndedAt : order.HopelessAfter) is not { } end || then <= end + skew));

    private bool IsLike(CoinSpotOrder order, ToldOrder row) =>
        order.Symbol == row.Symbol && order.Side == row.Side && order.WorstRate == row.PriceQuote && row.Quantity <= order.Quantity && IsWithin(order, row.At);

    // With all of it, or with what executions that can be its own have left of it.
    private bool IsWhole(CoinSpotOrder order, ToldOrder row) =>
        row.Quantity == order.Quantity || row.Quantity + _left.Where(one => CanBe(order, one.Fill)).Sum(static one => one.Fill.Quantity) == order.Remaining;
}
