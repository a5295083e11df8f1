using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using TradingDaemon.Operations.Secrets;

namespace TradingDaemon.Operations.Alerts;

/// <summary>
/// Everything an operator should know now. The same matter reaches the channels at most once per <see cref="RepeatAfter"/>
/// unless it got worse; every raise is counted. Thread-safe.
/// </summary>
public sealed class AlertBoard(TimeProvider clock, SecretRedactor redactor, IEnumerable<IAlertChannel> channels, ILogger<AlertBoard> logger)
{
    /// <summary>Kept matters; past it the least severe, and of those the one silent for longest, is forgotten. More than anybody reads.</summary>
    public const int AlertsMax = 100;

    /// <summary>The same matter is not sent again sooner.</summary>
    public static readonly TimeSpan RepeatAfter = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Alert> _byKey = new(StringComparer.Ordinal);
    private readonly ImmutableArray<IAlertChannel> _channels = [.. channels];
    private readonly long[] _raised = new long[(int)AlertSeverity.Critical + 1];
    private long _sendFailures;

    /// <summary>Kept alerts, the newest first.</summary>
    public ImmutableArray<Alert> Recent
    {
        get
        {
            lock (_gate) return [.. _byKey.Values.OrderByDescending(static alert => alert.LastAt).ThenBy(static alert => alert.Key, StringComparer.Ordinal)];
        }
    }

    /// <summary>Raises of that severity since the start, repetitions included.</summary>
    public long RaisedCount(AlertSeverity severity) => Volatile.Read(ref _raised[(int)severity]);

    /// <summary>Sends that a channel did not manage, since the start.</summary>
    public long SendFailures => Volatile.Read(ref _sendFailures);

    /// <summary>Says that something is so; repeating it is free.</summary>
    /// <param name="key">The same matter has the same key. Whoever raises one clears it when it is over; a key that names an order or a difference stays no longer than that.</param>
    /// <param name="severity">How soon somebody should look.</param>
    /// <param name="text">One sentence.</param>
    public void Raise(string key, AlertSeverity severity, string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        Interlocked.Increment(ref _raised[(int)severity]);
        var (now, safeKey, safeText) = (clock.GetUtcNow(), redactor.Redact(key), redactor.Redact(text));
        Alert alert;
        bool send;
        lock (_gate)
        {
            var known = _byKey.GetValueOrDefault(safeKey);
            send = known is null || severity > known.Severity || now - known.SentAt >= RepeatAfter;
            alert = known is null
                ? new Alert(safeKey, severity, safeText, 1, now, now, now, 0)
                : known with { Severity = severity, Text = safeText, Count = known.Count + 1, LastAt = now, SentAt = send ? now : known.SentAt, Unsent = send ? 0 : known.Unsent + 1 };
            _byKey[safeKey] = alert;
            if (_byKey.Count > AlertsMax) _byKey.Remove(_byKey.Values.MinBy(static kept => (kept.Severity, kept.LastAt))!.Key);
        }

        if (send) SendToAll(alert);
    }

    /// <summary>Says that it is no longer so: the matter is forgotten, and is sent at once should it come back.</summary>
    public void Clear(string key)
    {
        lock (_gate) _byKey.Remove(redactor.Redact(key));
    }

    /// <summary>Says that nothing under a prefix is so any more that was last raised before a moment.</summary>
    /// <param name="prefix">How their keys begin; not empty, and without a secret.</param>
    /// <param name="before">A moment (UTC).</param>
    public void ClearUnder(string prefix, DateTimeOffset before)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(prefix);
        lock (_gate)
            foreach (var over in _byKey.Values.Where(alert => alert.LastAt < before && alert.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList()) _byKey.Remove(over.Key);
    }

    private void SendToAll(Alert alert)
    {
        foreach (var channel in _channels)
        {
            try
            {
                channel.Send(alert);
            }
            catch (Exception failure) // one deaf channel must not keep the others, or the caller, from going on
            {
                Interlocked.Increment(ref _sendFailures);
                logger.AlertChannelFailed(failure, channel.GetType().Name, alert.Key);
            }
        }
    }
}
