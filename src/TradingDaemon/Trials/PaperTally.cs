using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Trials;

/// <summary>What became of the orders of a trial on paper, and how long it traded: the fold of its own journal.</summary>
internal sealed class PaperTally
{
    private readonly Dictionary<ClientOrderId, bool> _open = []; // and whether it filled something; as many as are in flight
    private DateTimeOffset? _bootAt;
    private DateTimeOffset _newestAt;
    private TimeSpan _before;

    /// <summary>Orders that ended.</summary>
    public int Ended { get; private set; }

    /// <summary>Those of them that filled something.</summary>
    public int Filled { get; private set; }

    /// <summary>How long processes ran it until <paramref name="now"/>; between two of them it rests, and what nobody noted before a kill does not count.</summary>
    public TimeSpan LastedAt(DateTimeOffset now) => _bootAt is { } at && now > at ? _before + (now - at) : _before;

    /// <summary>Takes a fact.</summary>
    public void Add(RecordedFact recorded)
    {
        switch (recorded.Fact)
        {
            case Fact.EpochStarted: Boot(recorded.At); break;
            case Fact.OrderIntended { Intent.ClientOrderId: var id }: _open[id] = false; break;
            case Fact.OrderMoved moved when moved.Status.IsTerminal(): End(moved.ClientOrderId); break;
            case Fact.FillBooked { Fill.ClientOrderId: var id } booked:
                if (_open.ContainsKey(id)) _open[id] = true;
                if (booked.Status.IsTerminal()) End(id);
                break;
            default: break; // the rest shows in the books
        }

        _newestAt = recorded.At;
    }

    /// <summary>A process noted then that it went on.</summary>
    public void WasAlive(DateTimeOffset at)
    {
        if (at > _newestAt) _newestAt = at;
    }

    private void Boot(DateTimeOffset at)
    {
        if (_bootAt is { } before && _newestAt > before) _before += _newestAt - before;
        _bootAt = at;
    }

    private void End(ClientOrderId id)
    {
        if (!_open.Remove(id, out var hasFilled)) return; // a late fill of one that had ended: it ended once
        Ended++;
        if (hasFilled) Filled++;
    }
}
