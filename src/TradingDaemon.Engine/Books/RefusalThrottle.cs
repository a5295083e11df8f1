using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.Books;

/// <summary>
/// Stores a refusal at most once a second per strategy, instrument and rule; the ones between are counted into the next
/// row's text and into <see cref="Suppressed"/>. A runaway strategy must not fill the disk.
/// </summary>
public sealed class RefusalThrottle
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly Dictionary<(StrategyId, Symbol, RiskRule), (DateTimeOffset StoredAt, long Suppressed)> _seen = [];

    /// <summary>Refusals counted but not stored as rows of their own.</summary>
    public long Suppressed { get; private set; }

    /// <summary>The text to store, or null when this one is only counted.</summary>
    public string? Admit(StrategyId strategy, Symbol symbol, in RiskRefusal refusal, DateTimeOffset now)
    {
        var key = (strategy, symbol, refusal.Rule);
        var (storedAt, suppressed) = _seen.GetValueOrDefault(key, (DateTimeOffset.MinValue, 0));
        if ((now - storedAt).Duration() < Interval)
        {
            Suppressed++;
            _seen[key] = (storedAt, suppressed + 1);
            return null;
        }

        _seen[key] = (now, 0);
        return suppressed == 0 ? refusal.Detail : $"{refusal.Detail} ({suppressed} more like it since {storedAt:O})";
    }
}
