using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Execution.Tracking;

/// <summary>
/// The orders a session has in hand: which are being worked on, when each may have left for the last time, and when the venue was
/// last heard of it. Bounded like the books' open orders, which it follows. Thread-safe; no lock is held over a wait.
/// </summary>
/// <param name="clocks">Market time for what the venue may know, real time for silence.</param>
internal sealed class SentOrders(Clocks clocks)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SentOrder> _orders = new(StringComparer.Ordinal);
    private long _begun;

    /// <summary>Orders it remembers.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _orders.Count;
        }
    }

    /// <summary>How many are worked on at this moment.</summary>
    public int UnderWay
    {
        get
        {
            lock (_gate) return _orders.Values.Count(static order => order.IsUnderWay);
        }
    }

    /// <summary>The number of the newest order begun: a mark for <see cref="Keep"/>.</summary>
    public long Begun
    {
        get
        {
            lock (_gate) return _begun;
        }
    }

    /// <summary>Takes an order in hand. Throws <see cref="InvalidOperationException"/> when it was before: one order, one sending.</summary>
    public SentOrder Begin(OrderIntent intent)
    {
        lock (_gate)
        {
            var order = new SentOrder(intent, ++_begun) { IsUnderWay = true, LastSentAt = clocks.Market.GetTimestamp(), LastNewsAt = clocks.Real.GetTimestamp() };
            return _orders.TryAdd(intent.ClientOrderId.Text, order) ? order : throw new InvalidOperationException($"Order {intent.ClientOrderId} was handed over twice.");
        }
    }

    /// <summary>Takes over an order of an earlier process: it may have left up to this moment.</summary>
    public SentOrder Adopt(OrderState known, bool isCancelWanted)
    {
        var order = Begin(known.Intent);
        lock (_gate)
        {
            (order.IsUnderWay, order.IsAnswered) = (false, known.VenueOrderId is not null || known.FilledBase > 0m);
            order.IsCancelWanted = isCancelWanted;
        }

        return order;
    }

    /// <summary>Takes it in hand again; false when somebody has it, or the venue has answered meanwhile.</summary>
    public bool TryTake(SentOrder order)
    {
        lock (_gate) return !order.IsUnderWay && !order.IsAnswered && (order.IsUnderWay = true);
    }

    /// <summary>Lets go of it: what becomes of it now is for the stream and the rounds.</summary>
    public void Release(SentOrder order)
    {
        lock (_gate) (order.IsUnderWay, order.LastNewsAt) = (false, clocks.Real.GetTimestamp());
    }

    /// <summary>A request that may place it is leaving, or was under way until now.</summary>
    public void Left(SentOrder order)
    {
        lock (_gate) order.LastSentAt = clocks.Market.GetTimestamp();
    }

    /// <summary>The venue was heard of it, or asked after it.</summary>
    public void Heard(SentOrder order, bool isAnswer)
    {
        lock (_gate) (order.LastNewsAt, order.IsAnswered) = (clocks.Real.GetTimestamp(), order.IsAnswered || isAnswer);
    }

    /// <summary>It is to be cancelled; whatever waits to be sent again is not.</summary>
    public void WantCancel(ClientOrderId id)
    {
        lock (_gate)
            if (_orders.TryGetValue(id.Text, out var order)) order.IsCancelWanted = true;
    }

    /// <summary>Whether the venue has said that it ended.</summary>
    public bool HasEnded(ClientOrderId id)
    {
        lock (_gate) return _orders.TryGetValue(id.Text, out var order) && order.IsEnded;
    }

    /// <summary>How long ago it may have left for the last time.</summary>
    public TimeSpan SinceLeft(SentOrder order)
    {
        lock (_gate) return clocks.Market.GetElapsedTime(order.LastSentAt);
    }

    /// <summary>
    /// How long ago a settled order may have left for the last time; null when nothing may be concluded from its absence, because it
    /// has not been begun, is being worked on, or was handed over and not heard of since.
    /// </summary>
    public TimeSpan? SinceLeft(ClientOrderId id)
    {
        lock (_gate) return _orders.TryGetValue(id.Text, out var order) && order is { IsUnderWay: false, IsAnswered: true } ? clocks.Market.GetElapsedTime(order.LastSentAt) : null;
    }

    /// <summary>Settled orders that nothing was heard of for so long, the most silent first.</summary>
    public IReadOnlyList<SentOrder> Silent(TimeSpan longest)
    {
        lock (_gate)
            return [.. _orders.Values.Where(order => order is { IsUnderWay: false, IsEnded: false } && clocks.Real.GetElapsedTime(order.LastNewsAt) >= longest)
                .OrderBy(static order => order.LastNewsAt).ThenBy(static order => order.Number)];
    }

    /// <summary>Forgets what the books no longer hold open.</summary>
    /// <param name="books">The books.</param>
    /// <param name="begun"><see cref="Begun"/> from before they were read: what was begun later may not be in them.</param>
    public void Keep(VenueBooks books, long begun)
    {
        var open = books.Open.Select(static order => order.Intent.ClientOrderId.Text).ToHashSet(StringComparer.Ordinal);
        lock (_gate)
            foreach (var order in _orders.Values.Where(order => order.Number <= begun && !order.IsUnderWay && !open.Contains(order.Intent.ClientOrderId.Text)).ToList())
                _orders.Remove(order.Intent.ClientOrderId.Text);
    }

    /// <summary>Takes note of what the venue said of any of them.</summary>
    public void Note(VenueEvent told)
    {
        switch (told)
        {
            case VenueEvent.Accepted accepted: Note(accepted.ClientOrderId, isAnswer: true); break;
            case VenueEvent.FoundOpen found: Note(found.ClientOrderId, isAnswer: true); break;
            case VenueEvent.Executed executed: Note(executed.Fill.ClientOrderId, isAnswer: true); break;
            case VenueEvent.ReplaceDone done: Note(done.ClientOrderId, isAnswer: true); break;
            case VenueEvent.Refused refused: Note(refused.ClientOrderId, isAnswer: true, isEnd: true); break;
            case VenueEvent.CancelDone done: Note(done.ClientOrderId, isAnswer: true, isEnd: true); break;
            case VenueEvent.Expired expired: Note(expired.ClientOrderId, isAnswer: true, isEnd: true); break;
            case VenueEvent.ProvenAbsent absent: Note(absent.ClientOrderId, isAnswer: true, isEnd: true); break;
            case VenueEvent.CancelRefused: break; // it may have overtaken the order: it proves nothing, and is no news, or a cancel repeated in vain would keep the order from ever being looked up
            case VenueEvent.Stated stated:
                foreach (var report in stated.Statement.OpenOrders) Note(report.ClientOrderId, isAnswer: true);
                break;
        }
    }

    private void Note(ClientOrderId id, bool isAnswer, bool isEnd = false)
    {
        lock (_gate)
        {
            if (!_orders.TryGetValue(id.Text ?? "", out var order)) return;
            order.LastNewsAt = clocks.Real.GetTimestamp();
            order.IsAnswered |= isAnswer;
            order.IsEnded |= isEnd;
        }
    }
}
