using System.Globalization;
using System.Text;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Venues.Live.Feeds;

/// <summary>
/// The trades of one frame, in the order they were made, and each once: a venue may write a batch the newest first, begin a subscription with trades of
/// before it, and tell again what it told. What was told is kept over connections. One caller at a time.
/// </summary>
internal sealed class FrameTrades
{
    private readonly List<Print> _prints = [];
    private readonly Dictionary<InstrumentId, (string Id, DateTimeOffset At)> _last = [];

    /// <summary>Forgets a frame that was not read to its end: the next connection tells its trades again.</summary>
    public void Clear() => _prints.Clear();

    /// <summary>A trade of the frame.</summary>
    /// <param name="instrument">What was traded.</param>
    /// <param name="tick">The trade.</param>
    /// <param name="tradeId">The venue's id of it; empty when there is none.</param>
    /// <param name="isTimed">Whether the venue told when it was made.</param>
    public void Add(Instrument instrument, in RawTick tick, ReadOnlySpan<byte> tradeId, bool isTimed)
    {
        var id = tradeId.IsEmpty ? "" : Encoding.UTF8.GetString(tradeId);
        _prints.Add(new Print(instrument, tick, id, ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null, isTimed, _prints.Count));
    }

    /// <summary>What of the frame is news, oldest first; valid until the next call.</summary>
    /// <param name="begunAt">When the connection began: of an instrument nothing was told of yet, what is older is history, and only its newest trade, the price to begin with, is told.</param>
    public List<Print> News(DateTimeOffset begunAt)
    {
        if (_prints.Count > 1) _prints.Sort(Older);
        var kept = 0;
        for (var place = 0; place < _prints.Count; place++)
            if (!IsHistory(place, begunAt) && IsNew(_prints[place])) _prints[kept++] = _prints[place];
        _prints.RemoveRange(kept, _prints.Count - kept);
        return _prints;
    }

    private bool IsHistory(int place, DateTimeOffset begunAt)
    {
        var one = _prints[place];
        if (one.Id.Length == 0 || one.Tick.SourceTime >= begunAt || _last.ContainsKey(one.Instrument.Id)) return false;
        for (var later = place + 1; later < _prints.Count && _prints[later].Tick.SourceTime < begunAt; later++)
            if (_prints[later].Instrument.Id == one.Instrument.Id) return true;
        return false;
    }

    // Ids that are numbers rise, but each exchange of one feed counts by itself, and a day or a venue may begin anew: so a smaller one is old only if its
    // time is no later either.
    private bool IsNew(in Print one)
    {
        if (one.Id.Length == 0) return true;
        if (_last.TryGetValue(one.Instrument.Id, out var last))
        {
            var isLater = one.IsTimed && one.Tick.SourceTime > last.At;
            if (!isLater && (one.Id == last.Id || (ulong.TryParse(last.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var before) && one.Number < before))) return false;
        }

        _last[one.Instrument.Id] = (one.Id, one.Tick.SourceTime);
        return true;
    }

    // Trades of one moment by their numbers; without numbers, as they were written.
    private static int Older(Print left, Print right)
    {
        var byTime = left.Tick.SourceTime.CompareTo(right.Tick.SourceTime);
        if (byTime != 0) return byTime;
        var byNumber = Nullable.Compare(left.Number, right.Number);
        return byNumber != 0 ? byNumber : left.Place.CompareTo(right.Place);
    }

    /// <summary>One trade.</summary>
    /// <param name="Instrument">What was traded.</param>
    /// <param name="Tick">The trade.</param>
    /// <param name="Id">The venue's id of it; empty for none.</param>
    /// <param name="Number">The id, where it is a number.</param>
    /// <param name="IsTimed">Whether the venue told when it was made.</param>
    /// <param name="Place">Where it stood in the frame.</param>
    internal readonly record struct Print(Instrument Instrument, RawTick Tick, string Id, ulong? Number, bool IsTimed, int Place);
}
