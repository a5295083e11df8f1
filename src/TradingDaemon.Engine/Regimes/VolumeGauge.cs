using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Engine.Regimes;

/// <summary>What is usually traded at which time of the day (UTC) in one instrument: of each half hour the average over the newest days on which something was told of it.</summary>
internal sealed class VolumeGauge(int days)
{
    /// <summary>Parts of a day.</summary>
    public const int Parts = 48;

    /// <summary>Length of one.</summary>
    public static readonly TimeSpan Part = TimeSpan.FromDays(1) / Parts;

    private const int WeightDecimals = 6;

    private readonly (long Day, double Base)[] _told = new (long, double)[Parts * (days + 1)]; // a ring of days for each part; the day in progress has its own place
    private long _from = long.MaxValue;
    private long _until;
    private VolumeProfile? _profile;
    private bool _isFresh;

    /// <summary>Over how many days before the newest it averages.</summary>
    public int Days => days;

    /// <summary>Whether nobody asked for the days before the first yet.</summary>
    public bool LacksHistory { get; set; } = true;

    /// <summary>The profile; null until a whole day is behind the first bar, and where no volume was told.</summary>
    public VolumeProfile? Profile
    {
        get
        {
            if (!_isFresh) (_profile, _isFresh) = (Averaged(), true);
            return _profile;
        }
    }

    /// <summary>Adds a bar that just closed, no longer than a part. A part in which something was missed says nothing.</summary>
    public void Observe(in Bar bar) => Put(bar, bar.IsComplete ? bar.Volume : double.NaN, isAdded: true);

    /// <summary>Takes a part's own bar as a venue tells it, in place of what was seen of that part.</summary>
    public void Replace(in Bar bar)
    {
        if (bar.Interval == Part) Put(bar, bar.Volume, isAdded: false);
    }

    private void Put(in Bar bar, double volume, bool isAdded)
    {
        if (bar.Interval > Part || volume is < 0d or double.PositiveInfinity) return;
        var (start, day) = (bar.StartTime.UtcTicks, bar.StartTime.UtcTicks / TimeSpan.TicksPerDay);
        ref var told = ref _told[(start % TimeSpan.TicksPerDay / Part.Ticks * (days + 1)) + (day % (days + 1))];
        if (day < told.Day) return; // its place is a newer day's
        told = (day, isAdded && told.Day == day ? told.Base + volume : volume);
        (_from, _until, _isFresh) = (Math.Min(_from, start), Math.Max(_until, start + bar.Interval.Ticks), false);
    }

    private VolumeProfile? Averaged()
    {
        if (_until - _from < TimeSpan.TicksPerDay) return null;
        var (averages, today, inProgress) = (new double[Parts], _until / TimeSpan.TicksPerDay, _until % TimeSpan.TicksPerDay / Part.Ticks);
        for (var part = 0; part < Parts; part++)
        {
            var (sum, seen) = (0d, 0);
            foreach (var (day, volume) in _told.AsSpan(part * (days + 1), days + 1))
                if (day >= today - days && !double.IsNaN(volume) && !(day == today && part == inProgress)) (sum, seen) = (sum + volume, seen + 1);
            averages[part] = seen > 0 ? sum / seen : 0d;
        }

        var most = averages.Max();
        return most is > 0d and < double.PositiveInfinity ? new VolumeProfile([.. averages.Select(one => Math.Round((decimal)(one / most), WeightDecimals))]) : null;
    }
}
