using System.Collections.Immutable;

namespace TradingDaemon.Domain.Algorithms;

/// <summary>How what is traded in a day spreads over it: one weight for each of its equal parts, from midnight UTC on. Only their ratio counts.</summary>
/// <param name="Weights">Each zero or more, at least one above; 24 are the hours of the day.</param>
public sealed record VolumeProfile(ImmutableArray<decimal> Weights)
{
    /// <summary>What is usually traded between two times, on the profile's own scale: its weights times how much of their part of the day is meant.</summary>
    /// <param name="from">Begin (UTC).</param>
    /// <param name="to">End (UTC); not before the begin.</param>
    public decimal Between(DateTimeOffset from, DateTimeOffset to)
    {
        var (part, sum) = (TimeSpan.TicksPerDay / Weights.Length, 0m);
        for (var at = from.UtcTicks; at < to.UtcTicks;)
        {
            var index = Math.Min(at % TimeSpan.TicksPerDay / part, Weights.Length - 1);
            var midnight = at - (at % TimeSpan.TicksPerDay);
            var end = Math.Min(index == Weights.Length - 1 ? midnight + TimeSpan.TicksPerDay : midnight + ((index + 1) * part), to.UtcTicks);
            sum += Weights[(int)index] * (end - at) / part;
            at = end;
        }

        return sum;
    }

    /// <summary>The same around equal parts: the part with the most weighs 1 + the fraction, one without any 1 − the fraction, the others in between.</summary>
    /// <param name="fraction">Above 0 up to 1.</param>
    public VolumeProfile Around(decimal fraction)
    {
        var most = Weights.Max();
        return new VolumeProfile([.. Weights.Select(weight => 1m - fraction + (2m * fraction * weight / most))]);
    }

    /// <summary>Equal by its weights; the array's own equality would compare references.</summary>
    public bool Equals(VolumeProfile? other) => other is not null && Weights.AsSpan().SequenceEqual(other.Weights.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Weights.Length;
}
