using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Clock;

/// <summary>
/// The venue's time, measured by asking and kept on our monotonic clock: setting the wall clock does not move it, so signatures stay good.
/// A single bad measurement moves it a little at most; only the first one, one after a refused timestamp, and a difference seen twice step it. Thread-safe.
/// </summary>
public sealed class VenueClock
{
    // A venue that does not tell its time is asked for it again after so long: each request, cancels too, would wait for it.
    private static readonly TimeSpan FailureBelieved = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Func<CancellationToken, ValueTask<DateTimeOffset>> _ask;
    private readonly VenueClockOptions _options;
    private readonly TimeProvider _clock;
    private readonly long _zero;
    private DateTimeOffset? _lead; // the venue's time when our monotonic clock stood at zero
    private TimeSpan? _uncertainty;
    private bool _isTrusted;
    private bool _stepIsNear;
    private Task<bool>? _measuring;
    private long? _failedAt;

    /// <summary>A clock that is not measured yet. <paramref name="ask"/> gets the venue's time, or throws <see cref="VenueException"/>.</summary>
    public VenueClock(Func<CancellationToken, ValueTask<DateTimeOffset>> ask, VenueClockOptions options, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Samples, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Every, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.SlewMax, TimeSpan.Zero, nameof(options));
        (_ask, _options, _clock, _zero) = (ask, options, clock, clock.GetTimestamp());
    }

    /// <summary>The venue's time (UTC); ours before the first measurement.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (_gate) return _lead is { } lead ? lead + Monotonic : _clock.GetUtcNow();
        }
    }

    /// <summary>The venue's clock minus ours, at this moment; null before the first measurement.</summary>
    public TimeSpan? Offset
    {
        get
        {
            lock (_gate) return _lead is { } lead ? lead + Monotonic - _clock.GetUtcNow() : null;
        }
    }

    /// <summary>What of <see cref="Offset"/> is beyond the coarseness the venue tells its time with, towards zero: so much the clocks do differ; null before the first measurement.</summary>
    public TimeSpan? OffsetProven => Offset is { } offset ? TimeSpan.FromTicks(Math.Sign(offset.Ticks) * Math.Max(0, Math.Abs(offset.Ticks) - (_options.Grain.Ticks / 2))) : null;

    /// <summary>The most the newest measurement can be wrong: half its quickest round trip, where both ways may be unequal, and half of what the venue's time is coarse by; null before the first.</summary>
    public TimeSpan? Uncertainty
    {
        get
        {
            lock (_gate) return _uncertainty;
        }
    }

    /// <summary>The venue refused a timestamp: the next <see cref="EnsureAsync"/> measures, and steps.</summary>
    public void Distrust()
    {
        lock (_gate) _isTrusted = false;
    }

    /// <summary>Measures where nothing is known or what is known was refused. Where the venue does not answer, the last estimate stays: the request that follows will tell.</summary>
    public async ValueTask EnsureAsync()
    {
        Task<bool> measuring;
        lock (_gate)
        {
            if (_isTrusted || (_lead is not null && _failedAt is { } at && _clock.GetElapsedTime(at) < FailureBelieved)) return;
            if (_measuring is not { IsCompleted: false }) _measuring = MeasureInTimeAsync();
            measuring = _measuring;
        }

        if (await measuring) return;
        lock (_gate) _failedAt = _clock.GetTimestamp();
    }

    /// <summary>Measures now and then until <paramref name="stopping"/> is cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var beat = new PeriodicTimer(_options.Every, _clock);
        do await MeasureAsync(stopping);
        while (await beat.WaitForNextTickAsync(stopping));
    }

    /// <summary>Measures once.</summary>
    /// <returns>False when no question was answered, and nothing changed.</returns>
    public async Task<bool> MeasureAsync(CancellationToken stopping)
    {
        var samples = new List<ClockSample>(_options.Samples);
        for (var i = 0; i < _options.Samples; i++)
        {
            var sentAt = Monotonic;
            try
            {
                var venue = await _ask(stopping);
                var roundTrip = Monotonic - sentAt;
                samples.Add(new ClockSample(venue - DateTimeOffset.UnixEpoch - sentAt - (roundTrip / 2), roundTrip));
            }
            catch (VenueException)
            {
                break; // whoever needs an answer of the venue says what is wrong with it; a clock is only asked again later
            }
        }

        if (samples.Count == 0) return false;
        Take(ClockSample.Best(samples));
        return true;
    }

    // Somebody's request waits for this one.
    private async Task<bool> MeasureInTimeAsync()
    {
        using var late = new CancellationTokenSource(_options.EnsureMax, _clock);
        try
        {
            return await MeasureAsync(late.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return false;
        }
    }

    private TimeSpan Monotonic => _clock.GetElapsedTime(_zero);

    private void Take(ClockSample measured)
    {
        lock (_gate)
        {
            var lead = DateTimeOffset.UnixEpoch + measured.Lead;
            var change = _lead is { } known ? lead - known : TimeSpan.Zero;
            var isFar = change.Duration() >= _options.StepMin;
            if (_lead is null || !_isTrusted || (isFar && _stepIsNear)) _lead = lead;
            else if (!isFar) _lead += TimeSpan.FromTicks(Math.Clamp(change.Ticks, -_options.SlewMax.Ticks, _options.SlewMax.Ticks));
            _stepIsNear = isFar && !_stepIsNear;
            (_isTrusted, _uncertainty) = (true, (measured.RoundTrip + _options.Grain) / 2);
        }
    }
}
