using System.Collections.Concurrent;
using System.Diagnostics;

namespace TradingDaemon.Benchmarks.Wire;

/// <summary>When each order was durable, on the wire and answered; Stopwatch timestamps. Thread-safe.</summary>
internal sealed class WireStamps
{
    private readonly ConcurrentDictionary<string, long> _durable = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _sent = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _answered = new(StringComparer.Ordinal);

    /// <summary>Forgets all; what is under way is not counted.</summary>
    public void Clear()
    {
        _durable.Clear();
        _sent.Clear();
        _answered.Clear();
    }

    /// <summary>The commit that made it durable is over.</summary>
    /// <param name="id">Client order id.</param>
    /// <param name="at">When.</param>
    public void Durable(string id, long at) => _durable.TryAdd(id, at);

    /// <summary>The last byte of its request was handed to the kernel.</summary>
    public void Sent(string id) => _sent.TryAdd(id, Stopwatch.GetTimestamp());

    /// <summary>The first byte of its answer was read.</summary>
    public void Answered(string id) => _answered.TryAdd(id, Stopwatch.GetTimestamp());

    /// <summary>What was gathered of the orders that were answered.</summary>
    public WireTimes Read()
    {
        var orders = _durable.Where(pair => _sent.ContainsKey(pair.Key) && _answered.ContainsKey(pair.Key))
            .Select(pair => (Durable: pair.Value, Sent: _sent[pair.Key], Answered: _answered[pair.Key])).OrderBy(static order => order.Durable).ThenBy(static order => order.Sent).ToList();
        var free = new List<(long Durable, long Sent, long Answered)>();
        var busyUntil = long.MinValue;
        foreach (var order in orders)
        {
            if (order.Durable >= busyUntil) free.Add(order); // of several in one commit, the first
            busyUntil = Math.Max(busyUntil, order.Answered);
        }

        return new WireTimes(Seconds(orders.Select(static order => (order.Durable, order.Sent))), Seconds(free.Select(static order => (order.Durable, order.Sent))), Seconds(orders.Select(static order => (order.Durable, order.Answered))));
    }

    private static double[] Seconds(IEnumerable<(long From, long To)> times) => [.. times.Select(static time => Stopwatch.GetElapsedTime(time.From, time.To).TotalSeconds).Order()];
}
