using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Pipeline;

/// <summary>Of which instruments events were dropped before a room saw them: noted by whoever drops, told by the room's own thread before the next event.</summary>
/// <param name="instruments">How many there are.</param>
internal sealed class DropNotes(int instruments)
{
    private readonly int[] _noted = new int[instruments];
    private bool _any;

    /// <summary>An event of it was dropped; any thread.</summary>
    public void Note(InstrumentId instrument)
    {
        Volatile.Write(ref _noted[instrument.Index], 1);
        Volatile.Write(ref _any, true);
    }

    /// <summary>Tells each instrument of which something was dropped since; nearly free while nothing was. One thread.</summary>
    public void PassOn(Action<InstrumentId> told)
    {
        if (!Volatile.Read(ref _any)) return;
        Volatile.Write(ref _any, false);
        for (var i = 0; i < _noted.Length; i++)
            if (Interlocked.Exchange(ref _noted[i], 0) != 0) told(new InstrumentId(i));
    }
}
