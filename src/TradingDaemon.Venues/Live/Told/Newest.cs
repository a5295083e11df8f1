namespace TradingDaemon.Venues.Live.Told;

/// <summary>Values by key, of which no more than so many are kept: the key that came first goes first. One caller at a time.</summary>
/// <param name="countMax">How many are kept; above zero.</param>
internal sealed class Newest<TKey, TValue>(int countMax) where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _values = [];
    private readonly Queue<TKey> _ages = [];

    /// <summary>The value of a key. Setting one that is there keeps its place.</summary>
    public TValue this[TKey key]
    {
        set
        {
            if (!_values.ContainsKey(key))
            {
                if (_values.Count >= countMax) _values.Remove(_ages.Dequeue());
                _ages.Enqueue(key);
            }

            _values[key] = value;
        }
    }

    /// <summary>What is kept.</summary>
    public IReadOnlyCollection<TValue> Values => _values.Values;

    /// <summary>The value of a key; the type's default where it was never set, or let go.</summary>
    public TValue? Find(TKey key) => _values.GetValueOrDefault(key);

    /// <summary>Whether a key has a value.</summary>
    public bool Has(TKey key) => _values.ContainsKey(key);
}
