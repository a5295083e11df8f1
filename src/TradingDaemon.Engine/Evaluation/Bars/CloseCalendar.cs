namespace TradingDaemon.Engine.Evaluation.Bars;

/// <summary>When the first bar in progress of each instrument ends. Asking who is due costs by what is due, not by how many thousands there are.</summary>
/// <param name="instrumentCount">Number of instruments.</param>
internal sealed class CloseCalendar(int instrumentCount)
{
    private const int BlockSize = 64;

    private readonly long[] _at = Filled(instrumentCount);
    private readonly long[] _firstOfBlock = Filled((instrumentCount + BlockSize - 1) / BlockSize); // never later than the block's first; may be earlier until it is looked at

    /// <summary>Notes when an instrument's first bar ends (UTC ticks); <see cref="long.MaxValue"/> for none in progress.</summary>
    public void Set(int instrument, long at)
    {
        _at[instrument] = at;
        ref var first = ref _firstOfBlock[instrument / BlockSize];
        if (at < first) first = at;
    }

    /// <summary>The first instrument at or after <paramref name="from"/> with a bar that ends at or before <paramref name="upTo"/>, or -1.</summary>
    public int NextDue(int from, long upTo)
    {
        for (var block = from / BlockSize; block < _firstOfBlock.Length; block++)
        {
            if (_firstOfBlock[block] > upTo) continue;
            var first = long.MaxValue;
            var end = Math.Min((block + 1) * BlockSize, _at.Length);
            for (var i = block * BlockSize; i < end; i++)
            {
                if (i >= from && _at[i] <= upTo) return i;
                first = Math.Min(first, _at[i]);
            }

            _firstOfBlock[block] = first;
        }

        return -1;
    }

    private static long[] Filled(int count)
    {
        var times = new long[count];
        Array.Fill(times, long.MaxValue);
        return times;
    }
}
