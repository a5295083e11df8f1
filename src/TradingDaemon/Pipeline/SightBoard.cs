using TradingDaemon.Domain.Instruments;
using TradingDaemon.Engine.Evaluation;

namespace TradingDaemon.Pipeline;

/// <summary>
/// Until when each instrument's market went unseen, as its feed says. Any thread tells; each room that builds bars looks at it before it takes what is next. It is what stands, and no queue: who
/// looks late, or begins to look while a stream is lost, misses nothing.
/// </summary>
/// <param name="instrumentCount">Number of instruments.</param>
internal sealed class SightBoard(int instrumentCount)
{
    private readonly long[] _unseenUntil = new long[instrumentCount]; // UTC ticks; zero for never
    private int _version;

    /// <summary>Notes that something of a market went unseen until a time; <see cref="DateTimeOffset.MaxValue"/> while it still does.</summary>
    public void Note(InstrumentId instrument, DateTimeOffset unseenUntil)
    {
        Volatile.Write(ref _unseenUntil[instrument.Index], unseenUntil.UtcTicks);
        Interlocked.Increment(ref _version);
    }

    /// <summary>Tells a room what changed since it was told last.</summary>
    /// <param name="room">The caller's own.</param>
    /// <param name="told">What the room knows, from zero; kept by the caller.</param>
    public void PassOn(EvaluationRoom room, ref int told)
    {
        var version = Volatile.Read(ref _version);
        if (told == version) return;
        told = version;
        for (var i = 0; i < _unseenUntil.Length; i++)
            if (Volatile.Read(ref _unseenUntil[i]) is var until and not 0) room.ReportUnseen(new InstrumentId(i), new DateTimeOffset(until, TimeSpan.Zero));
    }
}
