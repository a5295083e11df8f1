using System.Diagnostics.CodeAnalysis;

namespace TradingDaemon.Operations.Alerts.Delivery;

/// <summary>Notices that wait for their channel, the oldest first. When full the least severe goes, and of those the oldest. Thread-safe.</summary>
internal sealed class NoticeQueue
{
    /// <summary>What waits while a channel is away: what more than these told would be old news.</summary>
    public const int WaitingMax = 64;

    private readonly Lock _gate = new();
    private readonly List<AlertNotice> _waiting = new(WaitingMax + 1);

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>Adds one.</summary>
    /// <returns>The one that had to go, or null.</returns>
    public AlertNotice? Add(AlertNotice notice)
    {
        lock (_gate)
        {
            _waiting.Add(notice);
            if (_waiting.Count <= WaitingMax) return null;
            var least = _waiting.MinBy(static waiting => waiting.Severity)!; // the first of the least
            _waiting.Remove(least);
            return least;
        }
    }

    /// <summary>Takes the oldest; false when none waits.</summary>
    /// <param name="notice">What was taken.</param>
    /// <param name="above">Only what is graver than this; null for any.</param>
    public bool TryTake([MaybeNullWhen(false)] out AlertNotice notice, AlertSeverity? above = null)
    {
        lock (_gate)
        {
            notice = _waiting.Find(waiting => above is null || waiting.Severity > above);
            return notice is not null && _waiting.Remove(notice);
        }
    }
}
