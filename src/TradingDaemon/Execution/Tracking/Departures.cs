using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Execution.Tracking;

/// <summary>
/// Which orders left for one venue so recently that its queries may not show them yet: what whoever closes positions has to wait for, and
/// nothing else. Kept in memory apart from the books, because the emergency stop does not believe those. Thread-safe.
/// </summary>
/// <param name="keepFor">How long one is kept after its request ended; the longest anybody asks for.</param>
/// <param name="clock">Real time.</param>
internal sealed class Departures(TimeSpan keepFor, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Left> _left = new(StringComparer.Ordinal); // bounded by the rate of orders within that time
    private readonly long _begunAt = clock.GetTimestamp();

    /// <summary>How long this process has kept note; an earlier one may have sent until then.</summary>
    public TimeSpan Age => clock.GetElapsedTime(_begunAt);

    /// <summary>A request that may place it is about to leave.</summary>
    public void Leaves(OrderIntent intent)
    {
        lock (_gate)
        {
            Forget();
            _left[intent.ClientOrderId.Text] = new(new OrderReference(intent.ClientOrderId, null, intent.Symbol), clock.GetTimestamp(), IsUnderWay: true);
        }
    }

    /// <summary>It was kept back after all; no attempt before placed it.</summary>
    public void Stayed(OrderIntent intent)
    {
        lock (_gate) _left.Remove(intent.ClientOrderId.Text);
    }

    /// <summary>Its request ended: with that answer, or null without one.</summary>
    public void Ended(OrderIntent intent, PlacementAnswer? answer)
    {
        lock (_gate)
        {
            if (answer is PlacementAnswer.Refused or PlacementAnswer.Failed { Fault.IsNotPlaced: true }) _left.Remove(intent.ClientOrderId.Text);
            else if (_left.TryGetValue(intent.ClientOrderId.Text, out var left)) _left[intent.ClientOrderId.Text] = left with { At = clock.GetTimestamp(), IsUnderWay = false };
        }
    }

    /// <summary>What is under way, or was within this time.</summary>
    public IReadOnlyList<Departure> Within(TimeSpan time)
    {
        lock (_gate)
        {
            Forget();
            return [.. _left.Values.Where(left => left.IsUnderWay || clock.GetElapsedTime(left.At) < time)
                .Select(left => new Departure(left.Order, left.IsUnderWay ? TimeSpan.Zero : clock.GetElapsedTime(left.At), left.IsUnderWay))];
        }
    }

    private void Forget()
    {
        foreach (var (id, left) in _left)
            if (!left.IsUnderWay && clock.GetElapsedTime(left.At) >= keepFor) _left.Remove(id);
    }

    private readonly record struct Left(OrderReference Order, long At, bool IsUnderWay);
}
