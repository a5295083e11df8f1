namespace TradingDaemon.Exchange.Accounts;

/// <summary>The newest items of a history numbered 1, 2, 3…; older ones leave memory.</summary>
internal sealed class Newest<T>(int countMax)
    where T : class
{
    private readonly Queue<T> _items = new();

    /// <summary>Number of the newest item; 0 before the first.</summary>
    public long LastSequence { get; private set; }

    /// <summary>Those in memory, oldest first.</summary>
    public IReadOnlyCollection<T> Items => _items;

    /// <summary>Adds the next item and returns the one that left for it, or null.</summary>
    public T? Add(T item)
    {
        LastSequence++;
        _items.Enqueue(item);
        return _items.Count > countMax ? _items.Dequeue() : null;
    }

    /// <summary>Items after number <paramref name="sequence"/>, oldest first, at most <paramref name="pageMax"/>; null when one of them has left memory.</summary>
    public IReadOnlyList<T>? Since(long sequence, int pageMax)
    {
        var left = LastSequence - _items.Count;
        return sequence < left ? null : [.. _items.Skip((int)Math.Min(_items.Count, sequence - left)).Take(pageMax)];
    }
}
