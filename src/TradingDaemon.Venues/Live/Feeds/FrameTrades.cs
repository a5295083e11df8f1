using System.Globalization;
using System.Text;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Venues.Live.Feeds;

/// <summary>
/// The trades of one frame, in the order they were made, and each once: a venue may write a batch the newest first, begin a subscription with trades of
/// before it, and tell again what it told. Where a feed brings the trades of several exchanges, each counts by itself, and they overtake one another by a hair. What was told
/// is kept over connections. One caller at a time.
/// </summary>
internal sealed class FrameTrades
{
    /// <summary>How much earlier than a trade told before it one of another exchange may have been made and still count, as of that trade's moment: later on it is a late report, and out of order.</summary>
    public static readonly TimeSpan OvertakenMax = TimeSpan.FromSeconds(1);

    private static readonly string[] Letters = [.. Enumerable.Range(0, 256).Select(static letter => ((char)letter).ToString())]; // exchanges have one each

    private readonly List<Print> _prints = [];
    private readonly Dictionary<(InstrumentId Instrument, string Source), (string Id, DateTimeOffset At)> _last = [];
    private readonly Dictionary<InstrumentId, DateTimeOffset> _newest = []; // of those that have an id

    /// <summary>Forgets a frame that was not read to its end: the next connection tells its trades again.</summary>
    public void Clear() => _prints.Clear();

    /// <summary>A trade of the frame.</summary>
    /// <param name="instrument">What was traded.</param>
    /// <param name="tick">The trade.</param>
    /// <param name="tradeId">The venue's id of it; empty when there is none.</param>
    /// <param name="source">Who gave the id; empty where one counts all trades.</param>
    /// <param name="isTimed">Whether the venue told when it was made.</param>
    public void Add(Instrument instrument, in RawTick tick, ReadOnlySpan<byte> tradeId, ReadOnlySpan<byte> source, bool isTimed)
    {
        var id = tradeId.IsEmpty ? "" : Encoding.UTF8.GetString(tradeId);
        _prints.Add(new Print(instrument, tick, id, ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null, NameOf(source), isTimed, _prints.Count));
    }

    /// <summary>What of the frame is news, oldest first; valid until the next call.</summary>
    /// <param name="begunAt">When the connection began: of an instrument nothing was told of yet, what is older is history, and only its newest trade, the price to begin with, is told.</param>
    public List<Print> News(DateTimeOffset begunAt)
    {
        if (_prints.Count > 1) _prints.Sort(Older);
        var kept = 0;
        for (var place = 0; place < _prints.Count; place++)
            if (!IsHistory(place, begunAt) && IsNew(_prints[place])) _prints[kept++] = InRow(_prints[place]);
        _prints.RemoveRange(kept, _prints.Count - kept);
        return _prints;
    }

    private bool IsHistory(int place, DateTimeOffset begunAt)
    {
        var one = _prints[place];
        if (one.Id.Length == 0 || one.Tick.SourceTime >= begunAt || _newest.ContainsKey(one.Instrument.Id)) return false;
        for (var later = place + 1; later < _prints.Count && _prints[later].Tick.SourceTime < begunAt; later++)
            if (_prints[later].Instrument.Id == one.Instrument.Id) return true;
        return false;
    }

    // Ids that are numbers rise, but a day or a venue may begin anew: so a smaller one is old only if its time is no later either.
    private bool IsNew(in Print one)
    {
        if (one.Id.Length == 0) return true;
        if (_last.TryGetValue((one.Instrument.Id, one.Source), out var last))
        {
            var isLater = one.IsTimed && one.Tick.SourceTime > last.At;
            if (!isLater && (one.Id == last.Id || (ulong.TryParse(last.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var before) && one.Number < before))) return false;
        }

        _last[(one.Instrument.Id, one.Source)] = (one.Id, one.Tick.SourceTime);
        return true;
    }

    // What is later than that goes on as it is, and is dropped and counted as out of order like any other.
    private Print InRow(in Print one)
    {
        if (one.Id.Length == 0) return one;
        if (!_newest.TryGetValue(one.Instrument.Id, out var newest) || one.Tick.SourceTime >= newest)
        {
            _newest[one.Instrument.Id] = one.Tick.SourceTime;
            return one;
        }

        return one.Source.Length > 0 && newest - one.Tick.SourceTime <= OvertakenMax ? one with { Tick = one.Tick.CountedAt(newest) } : one;
    }

    private static string NameOf(ReadOnlySpan<byte> source) => source.Length switch { 0 => "", 1 => Letters[source[0]], _ => Encoding.UTF8.GetString(source) };

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
    /// <param name="Source">Who gave the id; empty where one counts all.</param>
    /// <param name="IsTimed">Whether the venue told when it was made.</param>
    /// <param name="Place">Where it stood in the frame.</param>
    internal readonly record struct Print(Instrument Instrument, RawTick Tick, string Id, ulong? Number, string Source, bool IsTimed, int Place);
}
