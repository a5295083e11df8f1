using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;

namespace TradingDaemon.Venues.Streaming;

/// <summary>Who has data and who has not. Thread-safe; told of data and asked what to do.</summary>
internal sealed class InstrumentWatch
{
    // Asked for twice without an answer, a connection is not worth a third time.
    private const int AsksMax = 2;

    private readonly Lock _gate = new();
    private readonly LivenessOptions _options;
    private readonly TimeProvider _clock;
    private readonly Action<FeedChange> _tell;
    private readonly Dictionary<InstrumentId, Watched> _watched;
    private bool _isConfirmed;
    private bool _isBlind;
    private bool _isClosed;

    public InstrumentWatch(IEnumerable<Instrument> instruments, LivenessOptions options, TimeProvider clock, Action<FeedChange> tell)
    {
        (_options, _clock, _tell) = (options, clock, tell);
        _watched = instruments.ToDictionary(static instrument => instrument.Id, instrument => new Watched(instrument, clock.GetTimestamp()));
    }

    /// <summary>A connection was made and everything asked for.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _isConfirmed = false;
            foreach (var watched in _watched.Values) (watched.LastSign, watched.HasData, watched.Asked) = (_clock.GetTimestamp(), false, 0);
        }
    }

    /// <summary>Data of an instrument came; true when it is the first of this connection.</summary>
    public bool Saw(InstrumentId instrument)
    {
        lock (_gate)
        {
            if (!_watched.TryGetValue(instrument, out var watched)) return false;
            watched.LastSign = watched.LastData = _clock.GetTimestamp();
            (watched.HasData, watched.Asked) = (true, 0);
            if (watched.StaleSince is not null) Refresh(watched);
            if (_isBlind)
            {
                _isBlind = false;
                Tell(FeedChangeKind.Seeing, null, "Data comes again.");
            }

            if (_isConfirmed) return false;
            _isConfirmed = true;
            return true;
        }
    }

    /// <summary>What to ask for again; throws nothing. <paramref name="reconnectBecause"/>: why the connection is no longer worth keeping, else null.</summary>
    public IReadOnlyList<Instrument> Check(out string? reconnectBecause)
    {
        var again = new List<Instrument>();
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            var (open, stale, unheard, tooLong) = (0, 0, 0, (Watched?)null);
            foreach (var watched in _watched.Values)
            {
                if (!_options.IsOpen(watched.Instrument, now))
                {
                    watched.LastSign = watched.LastData = _clock.GetTimestamp();
                    watched.Asked = 0;
                    if (watched.StaleSince is not null) Refresh(watched);
                    continue;
                }

                open++;
                if (NeedsAsking(watched)) again.Add(watched.Instrument);
                if (watched.Asked >= AsksMax) unheard++;
                Judge(watched);
                if (watched.StaleSince is not { } since) continue;
                stale++;
                if (_clock.GetElapsedTime(since) >= _options.StaleMax) tooLong = watched;
            }

            TellOpening(isClosed: open == 0 && _watched.Count > 0);
            var isBlind = open > 0 && stale == open;
            if (isBlind && !_isBlind) Tell(FeedChangeKind.Blind, null, $"No data of any of {Counted.Of(open, "instrument")} although the market is open.");
            else if (_isBlind && open == 0) Tell(FeedChangeKind.Seeing, null, "All markets are closed: silence means nothing.");
            _isBlind = isBlind;
            reconnectBecause = isBlind && unheard == open ? "no instrument has data" : tooLong is null ? null : $"{tooLong.Instrument.Symbol} had no data for {_options.StaleMax.TotalSeconds:0} s, however often it was asked for";
            if (tooLong is not null && !isBlind) tooLong.StaleSince = _clock.GetTimestamp(); // one new connection for one such silence
        }

        return again;
    }

    private void TellOpening(bool isClosed)
    {
        if (isClosed == _isClosed) return;
        _isClosed = isClosed;
        Tell(isClosed ? FeedChangeKind.Closed : FeedChangeKind.Opened, null, isClosed ? "All its markets are closed." : "A market of it has opened.");
    }

    /// <summary>Without a connection nothing is asked for; what is silent becomes stale all the same.</summary>
    public void CheckUnconnected() => Check(out _);

    private bool NeedsAsking(Watched watched)
    {
        var patience = watched is { HasData: true, Asked: 0 } ? _options.QuietMax : _options.ConfirmMax;
        if (_clock.GetElapsedTime(watched.LastSign) < patience) return false;
        watched.Asked++;
        watched.LastSign = _clock.GetTimestamp();
        return true;
    }

    // Whatever connections came and went meanwhile: what counts is how old the newest data is.
    private void Judge(Watched watched)
    {
        if (watched.StaleSince is not null || _clock.GetElapsedTime(watched.LastData) < _options.QuietMax + _options.ConfirmMax) return;
        watched.StaleSince = _clock.GetTimestamp();
        Tell(FeedChangeKind.Stale, watched.Instrument, "no data although its market is open");
    }

    private void Refresh(Watched watched)
    {
        watched.StaleSince = null;
        Tell(FeedChangeKind.Fresh, watched.Instrument, "data comes again");
    }

    private void Tell(FeedChangeKind kind, Instrument? instrument, string reason) => _tell(new FeedChange(kind, instrument?.Symbol, reason, _clock.GetUtcNow()));

    private sealed class Watched(Instrument instrument, long startedAt)
    {
        public Instrument Instrument => instrument;

        /// <summary>Timestamp of the last data or the last time it was asked for.</summary>
        public long LastSign { get; set; } = startedAt;

        public long LastData { get; set; } = startedAt;

        public bool HasData { get; set; }

        public int Asked { get; set; }

        public long? StaleSince { get; set; }
    }
}
