using System.Globalization;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.Arbitration;

/// <summary>How often each strategy proposes an entry, over the last minute of the engine's time. What is refused here is not counted: a strategy that shouts is not muted.</summary>
/// <param name="policy">The limits.</param>
public sealed class SignalPace(SignalPolicy policy)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Dictionary<StrategyId, Queue<DateTimeOffset>> _taken = []; // one a configured strategy, each no longer than its limit lets it become

    /// <summary>Null when the strategy may propose one more, which is counted then; else the refusal.</summary>
    public RiskRefusal? Take(StrategyId strategy, DateTimeOffset now)
    {
        if (policy.PerMinuteMax is null && policy.BurstMax is null) return null;
        if (!_taken.TryGetValue(strategy, out var taken)) _taken.Add(strategy, taken = new Queue<DateTimeOffset>());
        while (taken.TryPeek(out var oldest) && (now - oldest).Duration() >= Minute) taken.Dequeue(); // either way: a clock that is set back begins anew
        if (policy.PerMinuteMax is { } perMinute && taken.Count >= perMinute) return Refusal(perMinute, taken.Count, Minute);
        if (policy.BurstMax is { } burst && taken.Count(at => (now - at).Duration() < policy.BurstWindow) is var recent && recent >= burst) return Refusal(burst, recent, policy.BurstWindow);
        taken.Enqueue(now);
        return null;
    }

    private static RiskRefusal Refusal(int limit, int taken, TimeSpan window) => new(
        RiskRule.SignalRate, limit, taken + 1, string.Create(CultureInfo.InvariantCulture, $"{taken} entries were proposed within {window.TotalSeconds:0.###} s, at most {limit} are heard."));
}
