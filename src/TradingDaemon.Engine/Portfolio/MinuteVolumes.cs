using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Engine.Portfolio;

/// <summary>What was traded of each instrument in each of the newest minutes, as its feed tells: what is usual, and whether the newest is far from it. In memory: a process that has only just begun knows nothing yet.</summary>
/// <param name="instrumentCount">Number of instruments in the catalogue.</param>
public sealed class MinuteVolumes(int instrumentCount)
{
    /// <summary>Minutes that make the usual.</summary>
    public const int Usual = 30;

    /// <summary>So many of them are known at least before anything is called unusual.</summary>
    public const int Least = 10;

    private readonly decimal[] _minutes = new decimal[instrumentCount * (Usual + 1)]; // a ring for each: the usual, and the newest
    private readonly int[] _known = new int[instrumentCount];
    private readonly decimal?[] _before = new decimal?[instrumentCount];
    private long _minute = -1;
    private int _next;

    /// <summary>The time: where a minute ended with it, what was traded in it is known. Minutes nobody looked at, or a clock that was set back, begin all anew.</summary>
    public void AdvanceTo(DateTimeOffset now, VolumeBoard volumes)
    {
        var minute = now.UtcTicks / TimeSpan.TicksPerMinute;
        if (minute == _minute) return;
        var follows = minute == _minute + 1;
        _minute = minute;
        for (var i = 0; i < instrumentCount; i++)
        {
            var total = volumes.TotalBase(new InstrumentId(i));
            if (!follows) _known[i] = 0;
            else if (total is { } traded && _before[i] is { } before)
            {
                _minutes[(i * (Usual + 1)) + _next] = traded - before;
                _known[i] = Math.Min(_known[i] + 1, Usual + 1);
            }

            _before[i] = total;
        }

        _next = (_next + 1) % (Usual + 1);
    }

    /// <summary>Whether more than so many times the mean of the minutes before was traded in the newest whole minute, or is by now in the one under way; false while too few are known.</summary>
    public bool IsUnusual(InstrumentId instrument, decimal ratio, VolumeBoard volumes)
    {
        var known = _known[instrument.Index];
        if (known <= Least) return false;
        var (ring, newest, sum) = (instrument.Index * (Usual + 1), (_next + Usual) % (Usual + 1), 0m);
        for (var back = 1; back < known; back++) sum += _minutes[ring + ((newest + Usual + 1 - back) % (Usual + 1))];
        var underWay = volumes.TotalBase(instrument) - _before[instrument.Index] ?? 0m;
        return Math.Max(_minutes[ring + newest], underWay) > ratio * sum / (known - 1);
    }
}
