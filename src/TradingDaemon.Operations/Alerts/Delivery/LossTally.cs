using System.Globalization;
using TradingDaemon.Domain.Measures;

namespace TradingDaemon.Operations.Alerts.Delivery;

/// <summary>What a channel was not told, until it is told how much that is. Thread-safe.</summary>
/// <param name="channel">Its name.</param>
internal sealed class LossTally(string channel)
{
    private readonly Lock _gate = new();
    private readonly long[] _counts = new long[(int)NoticeOutcome.Failed + 1];
    private readonly long[] _summed = new long[(int)NoticeOutcome.Failed + 1];
    private (AlertNotice Notice, string Why)? _worst;
    private DateTimeOffset _since;

    /// <summary>When the first of them was lost (UTC), or null when there is none.</summary>
    public DateTimeOffset? Since
    {
        get
        {
            lock (_gate) return _worst is null ? null : _since;
        }
    }

    /// <summary>One more.</summary>
    public void Add(NoticeOutcome outcome, AlertNotice notice, string why, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_worst is null) _since = now;
            _counts[(int)outcome]++;
            if (_worst is not { } worst || notice.Severity >= worst.Notice.Severity) _worst = (notice, why);
        }
    }

    /// <summary>All of them, as a notice that tells of them; null when there is none. They stay until <see cref="Told"/>.</summary>
    public AlertNotice? Summary(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_worst is not { } worst) return null;
            var total = _counts.Sum();
            string[] parts = [Part(NoticeOutcome.HeldBack, "one too many for the minute or day"), Part(NoticeOutcome.Dropped, "pushed out of a full queue"), Part(NoticeOutcome.Failed, "not taken")];
            var text = string.Create(CultureInfo.InvariantCulture,
                $"{Counted.Of(total, "notice was", "notices were")} not told here since {_since:u}: {string.Join(", ", parts.Where(static part => part.Length > 0))}. The worst: {worst.Notice.Alert.Key} ({worst.Why}). What stands: tradingdaemon alerts list.");
            var alert = new Alert($"alerts:{channel}:left_out", worst.Notice.Severity, text, total, _since, now, now, 0);
            _counts.CopyTo(_summed, 0);
            return new(NoticeKind.LeftOut, alert, worst.Notice.Severity, now);
        }
    }

    /// <summary>The last summary was taken: what it counted is told.</summary>
    public void Told(DateTimeOffset now)
    {
        lock (_gate)
        {
            for (var i = 0; i < _counts.Length; i++) _counts[i] -= _summed[i];
            Array.Clear(_summed);
            _since = now;
            if (_counts.Sum() == 0) _worst = null;
        }
    }

    private string Part(NoticeOutcome outcome, string words) => _counts[(int)outcome] is > 0 and var count ? string.Create(CultureInfo.InvariantCulture, $"{count} {words}") : "";
}
