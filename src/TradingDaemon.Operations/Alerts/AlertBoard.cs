using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using TradingDaemon.Operations.Secrets;

namespace TradingDaemon.Operations.Alerts;

/// <summary>
/// Everything an operator should know now. The same matter reaches the channels at most once per <see cref="RepeatAfter"/>
/// unless it got worse, again when nobody acknowledges it, and once when it ends; every raise is counted. Thread-safe.
/// </summary>
public sealed class AlertBoard(TimeProvider clock, SecretRedactor redactor, IEnumerable<IAlertChannel> channels, ILogger<AlertBoard> logger)
{
    /// <summary>Kept matters; past it the least severe, and of those the one silent for longest, is forgotten. More than anybody reads.</summary>
    public const int AlertsMax = 100;

    /// <summary>The same matter is never sent again sooner, unless it got worse or nobody acknowledges it.</summary>
    public static readonly TimeSpan RepeatAfterMin = TimeSpan.FromMinutes(5);

    private const string IdDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Standing> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Standing> _over = new(StringComparer.Ordinal); // matters that ended lately: one that comes and goes all the time is one matter
    private readonly ImmutableArray<IAlertChannel> _channels = [.. channels];
    private readonly long[] _raised = new long[(int)AlertSeverity.Critical + 1];
    private long _lastId = clock.GetUtcNow().ToUnixTimeSeconds(); // so that an id read before a restart is nobody else's after it
    private long _sendFailures;
    private long _escalations;
    private long _acknowledged;

    /// <summary>What happens to alerts nobody acknowledges.</summary>
    public EscalationPolicy Escalation { get; init; } = EscalationPolicy.None;

    /// <summary>How long until the same matter is sent again; at least <see cref="RepeatAfterMin"/>.</summary>
    public TimeSpan RepeatAfter { get; init; } = RepeatAfterMin;

    /// <summary>Kept alerts, the newest first.</summary>
    public ImmutableArray<Alert> Recent
    {
        get
        {
            lock (_gate) return [.. _byKey.Values.Select(static standing => standing.Alert).OrderByDescending(static alert => alert.LastAt).ThenBy(static alert => alert.Key, StringComparer.Ordinal)];
        }
    }

    /// <summary>Raises of that severity since the start, repetitions included.</summary>
    public long RaisedCount(AlertSeverity severity) => Volatile.Read(ref _raised[(int)severity]);

    /// <summary>Sends that a channel did not even take, since the start.</summary>
    public long SendFailures => Volatile.Read(ref _sendFailures);

    /// <summary>How often an alert went again because nobody had acknowledged it.</summary>
    public long Escalations => Volatile.Read(ref _escalations);

    /// <summary>How often somebody acknowledged one.</summary>
    public long Acknowledgements => Volatile.Read(ref _acknowledged);

    /// <summary>Says that something is so; repeating it is free.</summary>
    /// <param name="key">The same matter has the same key. Whoever raises one clears it when it is over; a key that names an order or a difference stays no longer than that.</param>
    /// <param name="severity">How soon somebody should look.</param>
    /// <param name="text">One sentence.</param>
    public void Raise(string key, AlertSeverity severity, string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        Interlocked.Increment(ref _raised[(int)severity]);
        var (now, safeKey, safeText) = (clock.GetUtcNow(), redactor.Redact(key), redactor.Redact(text));
        Standing standing;
        bool isTold;
        lock (_gate)
        {
            (standing, isTold) = _byKey.TryGetValue(safeKey, out var known)
                ? known.Again(severity, safeText, now, RepeatAfter)
                : Come(Standing.New(NextId(), safeKey, severity, safeText, now, _over.GetValueOrDefault(safeKey), RepeatAfter));
            _byKey[safeKey] = standing;
            if (_byKey.Count > AlertsMax) _byKey.Remove(_byKey.Values.MinBy(static kept => (kept.Alert.Severity, kept.Alert.LastAt))!.Alert.Key);
        }

        if (isTold) SendToAll(new(NoticeKind.Raised, standing.Alert, severity, now));
    }

    /// <summary>Says that it is no longer so: who was told of it is told that, the matter is forgotten, and is sent at once should it come back; but not each time when it comes and goes all the time.</summary>
    public void Clear(string key)
    {
        Standing? over;
        lock (_gate)
            if (_byKey.Remove(redactor.Redact(key), out over)) Forget(over);
        if (over is not null) End(over);
    }

    /// <summary>Says that nothing under a prefix is so any more that was last raised before a moment.</summary>
    /// <param name="prefix">How their keys begin; not empty, and without a secret.</param>
    /// <param name="before">A moment (UTC).</param>
    public void ClearUnder(string prefix, DateTimeOffset before)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(prefix);
        Standing[] over;
        var now = clock.GetUtcNow(); // what was raised in what is the future now was raised before the clock was set back
        lock (_gate)
        {
            over = [.. _byKey.Values.Where(standing => (standing.Alert.LastAt < before || standing.Alert.LastAt > now) && standing.Alert.Key.StartsWith(prefix, StringComparison.Ordinal))];
            foreach (var standing in over)
            {
                _byKey.Remove(standing.Alert.Key);
                Forget(standing);
            }
        }

        foreach (var standing in over) End(standing);
    }

    /// <summary>Says that somebody looks after it: it is not repeated and does not go again, unless it gets worse. Its end is told.</summary>
    /// <param name="idOrKey">Which alert.</param>
    /// <param name="by">Who says so, or what of it.</param>
    /// <returns>The alert as it stands now; null when none has that id or key.</returns>
    public Alert? Acknowledge(string idOrKey, string by)
    {
        var (now, safeBy) = (clock.GetUtcNow(), redactor.Redact(by));
        Alert alert;
        lock (_gate)
        {
            var known = _byKey.GetValueOrDefault(idOrKey) ?? _byKey.Values.FirstOrDefault(standing => standing.Alert.Id == idOrKey);
            if (known is null) return null;
            alert = known.Alert with { AcknowledgedAt = now, AcknowledgedBy = safeBy };
            _byKey[alert.Key] = known with { Alert = alert };
        }

        Interlocked.Increment(ref _acknowledged);
        logger.AlertAcknowledged(alert.Key, safeBy, alert.Id);
        return alert;
    }

    /// <summary>Sends again what has waited long enough for somebody to acknowledge it, and what came back too often to be told at once but stands. To be called every few seconds.</summary>
    public void Escalate()
    {
        var now = clock.GetUtcNow();
        List<Standing> again, back;
        lock (_gate)
        {
            again = [.. _byKey.Values.Where(standing => standing.Escalates(Escalation, now)).Select(standing => standing.Escalated(now))];
            back = [.. _byKey.Values.Where(standing => standing.IsDue(now, RepeatAfter)).Select(standing => standing.Paid(now))];
            foreach (var standing in again.Concat(back)) _byKey[standing.Alert.Key] = standing;
        }

        foreach (var standing in back) SendToAll(new(NoticeKind.Raised, standing.Alert, standing.Alert.Severity, now));
        foreach (var standing in again)
        {
            Interlocked.Increment(ref _escalations);
            SendToAll(new(NoticeKind.Escalated, standing.Alert, standing.Told, now));
        }
    }

    private static (Standing Standing, bool IsTold) Come(Standing standing) => (standing, !standing.IsOwed);

    private void Forget(Standing over)
    {
        _over[over.Alert.Key] = over;
        if (_over.Count > AlertsMax) _over.Remove(_over.Values.MinBy(static ended => ended.Alert.LastAt)!.Alert.Key);
    }

    // Of what nobody was told, nobody is told the end.
    private void End(Standing over)
    {
        if (!over.IsOwed) SendToAll(new(NoticeKind.Ended, over.Alert, over.Told, clock.GetUtcNow()));
    }

    private string NextId()
    {
        var id = "";
        for (var rest = ++_lastId; rest > 0; rest /= IdDigits.Length) id = IdDigits[(int)(rest % IdDigits.Length)] + id;
        return id;
    }

    private void SendToAll(AlertNotice notice)
    {
        foreach (var channel in _channels)
        {
            try
            {
                channel.Send(notice);
            }
            catch (Exception failure) // one deaf channel must not keep the others, or the caller, from going on
            {
                Interlocked.Increment(ref _sendFailures);
                logger.AlertChannelFailed(failure, channel.GetType().Name, notice.Alert.Key);
            }
        }
    }
}
