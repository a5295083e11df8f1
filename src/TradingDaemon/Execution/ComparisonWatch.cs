using TradingDaemon.Execution.Requests;
using TradingDaemon.Journalling;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Health;

namespace TradingDaemon.Execution;

/// <summary>How long ago a venue was last compared with the books and agreed. Past a bound somebody is called, whatever keeps it from that, until it does.</summary>
internal sealed class ComparisonWatch
{
    private static readonly TimeSpan RepeatInterval = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly string _venue;
    private readonly TimeSpan _ageMax;
    private readonly SessionTools _tools;
    private readonly HealthComponent _health;
    private long _agreedAt;
    private string _hindrance = "It has not been compared since the start.";
    private DateTimeOffset _agreedBefore = DateTimeOffset.MinValue;
    private bool _isTold;

    /// <summary>Counts from now.</summary>
    public ComparisonWatch(string venue, TimeSpan ageMax, SessionTools tools)
    {
        (_venue, _ageMax, _tools, _agreedAt) = (venue, ageMax, tools, tools.Clocks.Real.GetTimestamp());
        _health = tools.Health.Register($"reconciliation:{venue}", HealthRole.Dependency, isVital: false, HealthLimits.NoHeartbeat);
        tools.Metrics.Venue(venue).ComparisonAge = () => Age;
    }

    /// <summary>Since the last comparison that agreed, or since the session was made.</summary>
    public TimeSpan Age
    {
        get
        {
            lock (_gate) return _tools.Clocks.Real.GetElapsedTime(_agreedAt);
        }
    }

    private string AlertKey => $"reconciliation:{_venue}";

    /// <summary>Books and venue agree.</summary>
    public void Agreed()
    {
        lock (_gate)
        {
            if (_isTold) _tools.Logger.ComparedAgain(_venue, Age.TotalSeconds);
            (_agreedAt, _isTold) = (_tools.Clocks.Real.GetTimestamp(), false);
            _tools.Alerts.ClearUnder(Recorder.BreakPrefix(_venue), _agreedBefore); // what was found since the last agreement is news until the next
            _agreedBefore = _tools.Clocks.Real.GetUtcNow();
            _health.Healthy();
            _tools.Alerts.Clear(AlertKey);
        }
    }

    /// <summary>What kept the newest comparison from agreeing; one sentence.</summary>
    public void Hindered(string why)
    {
        lock (_gate) _hindrance = why;
    }

    /// <summary>Looks when the bound may be passed, until stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            var left = _ageMax - Age;
            if (left <= TimeSpan.Zero) Tell();
            await Pause.ForAsync(left > TimeSpan.Zero ? left : RepeatInterval, _tools.Clocks.Real, stopping);
        }
    }

    private void Tell()
    {
        lock (_gate)
        {
            if (Age < _ageMax) return; // it agreed a moment ago
            var text = FormattableString.Invariant($"Books and {_venue} have not agreed for {Age.TotalSeconds:0} s, limit {_ageMax.TotalSeconds:0.#} s: {_hindrance}");
            if (!_isTold) _tools.Logger.ComparisonOverdue(text);
            _isTold = true;
            _health.Degraded(text);
            _tools.Alerts.Raise(AlertKey, AlertSeverity.Critical, text);
        }
    }
}
