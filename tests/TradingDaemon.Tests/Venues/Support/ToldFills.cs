using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>The executions as they were told, by number: the first word counts, as in the books, and every later one must say the same. Thread-safe.</summary>
internal sealed class ToldFills
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, Fill> _byNumber = [];
    private readonly List<string> _contradictions = [];

    /// <summary>How many were told first by the stream or the poll beside it.</summary>
    public int ByStream { get; private set; }

    /// <summary>How many were told first by the read after an opening.</summary>
    public int ByRead { get; private set; }

    public int Count
    {
        get
        {
            lock (_gate) return _byNumber.Count;
        }
    }

    /// <summary>Above this there may be some nobody told of.</summary>
    public long Cursor
    {
        get
        {
            lock (_gate)
            {
                var cursor = 0L;
                foreach (var number in _byNumber.Keys)
                    if (number == cursor + 1) cursor++;
                return cursor;
            }
        }
    }

    /// <summary>By number.</summary>
    public IReadOnlyList<Fill> All
    {
        get
        {
            lock (_gate) return [.. _byNumber.Values];
        }
    }

    /// <summary>What was said of one number and is not the same.</summary>
    public IReadOnlyList<string> Contradictions
    {
        get
        {
            lock (_gate) return [.. _contradictions];
        }
    }

    public void Take(Fill fill, bool isRead)
    {
        lock (_gate)
        {
            if (_byNumber.TryGetValue(fill.ExecutionSequence, out var known))
            {
                if ((known.ExecutionId, known.ClientOrderId, known.Price, known.Quantity, known.Fee) != (fill.ExecutionId, fill.ClientOrderId, fill.Price, fill.Quantity, fill.Fee)) _contradictions.Add($"{known} and {fill}");
                return;
            }

            _byNumber.Add(fill.ExecutionSequence, fill);
            if (isRead) ByRead++;
            else ByStream++;
        }
    }
}
