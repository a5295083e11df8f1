using System.Collections.Concurrent;
using TradingDaemon.Sandbox.Access;

namespace TradingDaemon.Sandbox.Kraken.Orders;

/// <summary>Kraken's own counters, those of its highest tier: one for calls of a key, one for orders of an account in a pair, one for who signs nothing.</summary>
internal sealed class KrakenLimits(TimeProvider clock)
{
    /// <summary>What an account's count in one pair may reach; the stream tells it.</summary>
    public const int OrderCountMax = 180;

    private const double OrderDecayPerSecond = 3.75;
    private const double CallsMax = 20.0;
    private const double CallDecayPerSecond = 1.0;

    // No more than keys and one; no more than accounts times pairs.
    private readonly ConcurrentDictionary<string, DecayingCounter> _calls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Account, string Symbol), DecayingCounter> _orders = new();

    /// <summary>Counts a call; false when it is one too many.</summary>
    public bool TakeCall(string key, int cost) => _calls.GetOrAdd(key, static _ => new DecayingCounter(CallsMax, CallDecayPerSecond)).TryAdd(cost, clock.GetUtcNow());

    /// <summary>Counts a new order; false when it is one too many.</summary>
    public bool TakeOrder(string account, string symbol) => CounterOf(account, symbol).TryAdd(1.0, clock.GetUtcNow());

    /// <summary>Counts a change of an order accepted then; false when it is one too many.</summary>
    public bool TakeAmend(string account, string symbol, DateTimeOffset acceptedAt) =>
        CounterOf(account, symbol).TryAdd(1.0 + (clock.GetUtcNow() - acceptedAt).TotalSeconds switch { < 5.0 => 3.0, < 10.0 => 2.0, < 15.0 => 1.0, _ => 0.0 }, clock.GetUtcNow());

    /// <summary>Counts a cancel of an order accepted then, which is never refused: the younger, the dearer.</summary>
    public void CountCancel(string account, string symbol, DateTimeOffset acceptedAt) =>
        CounterOf(account, symbol).Add((clock.GetUtcNow() - acceptedAt).TotalSeconds switch { < 5.0 => 8.0, < 10.0 => 6.0, < 15.0 => 5.0, < 45.0 => 4.0, < 90.0 => 2.0, < 300.0 => 1.0, _ => 0.0 }, clock.GetUtcNow());

    private DecayingCounter CounterOf(string account, string symbol) => _orders.GetOrAdd((account, symbol), static _ => new DecayingCounter(OrderCountMax, OrderDecayPerSecond));
}
