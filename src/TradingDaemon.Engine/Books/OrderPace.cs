using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.Books;

/// <summary>How fast orders are decided, of each strategy and of all together, over any one second of the engine's time. A clock that is set back begins anew.</summary>
public sealed class OrderPace
{
    /// <summary>A strategy that wants this many times its limit within a second is broken, not busy.</summary>
    public const int RunawayFactor = 10;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Dictionary<StrategyId, Wanted> _wanted = []; // one a configured strategy
    private readonly Dictionary<StrategyId, Queue<DateTimeOffset>> _sent = [];
    private readonly Dictionary<string, Queue<DateTimeOffset>> _sentTo = new(StringComparer.Ordinal); // one a venue
    private readonly Queue<DateTimeOffset> _sentByAll = new(); // no longer than a second's orders, which the limits bound

    /// <summary>Orders of the strategy in the second before now.</summary>
    public int Of(StrategyId strategy, DateTimeOffset now) => _sent.TryGetValue(strategy, out var sent) ? CountSince(sent, now) : 0;

    /// <summary>Orders of all strategies in the second before now.</summary>
    public int OfAll(DateTimeOffset now) => CountSince(_sentByAll, now);

    /// <summary>Orders to a venue in the second before now.</summary>
    public int OfVenue(string venue, DateTimeOffset now) => _sentTo.TryGetValue(venue, out var sent) ? CountSince(sent, now) : 0;

    /// <summary>Notes an order that was decided.</summary>
    public void Sent(StrategyId strategy, string venue, DateTimeOffset now)
    {
        if (!_sentTo.TryGetValue(venue, out var sentTo)) _sentTo.Add(venue, sentTo = new Queue<DateTimeOffset>());
        CountSince(sentTo, now);
        sentTo.Enqueue(now);
        if (!_sent.TryGetValue(strategy, out var sent)) _sent.Add(strategy, sent = new Queue<DateTimeOffset>());
        CountSince(sent, now);
        sent.Enqueue(now);
        CountSince(_sentByAll, now);
        _sentByAll.Enqueue(now);
    }

    /// <summary>Notes an entry that only its pace kept back. True for the one that proves a runaway.</summary>
    public bool KeptBack(StrategyId strategy, RiskLimits limits, DateTimeOffset now)
    {
        var wanted = _wanted.GetValueOrDefault(strategy);
        if ((now - wanted.Since).Duration() >= Second) wanted = new Wanted(now, 0);
        _wanted[strategy] = wanted = wanted with { Count = wanted.Count + 1 };
        return wanted.Count == RunawayFactor * limits.StrategyOrdersPerSecondMax;
    }

    private static int CountSince(Queue<DateTimeOffset> sent, DateTimeOffset now)
    {
        while (sent.TryPeek(out var oldest) && (now - oldest).Duration() >= Second) sent.Dequeue();
        return sent.Count;
    }

    private readonly record struct Wanted(DateTimeOffset Since, int Count);
}
