using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace TradingDaemon.Domain.Account;

/// <summary>What a venue told of its buying power last, and what was spent of it since.</summary>
/// <param name="Told">What it told.</param>
/// <param name="FilledQuote">What filled since of entries that were not in it, in its currency.</param>
/// <param name="Working">Such entries that work still, in the order they were sent.</param>
public sealed record VenueBuyingPower(ToldBuyingPower Told, decimal FilledQuote, ImmutableArray<SentWorth> Working)
{
    /// <summary>What was spent since, filled or working, in its currency.</summary>
    [JsonIgnore]
    public decimal SpentQuote
    {
        get
        {
            var spent = FilledQuote;
            foreach (var order in Working) spent += order.WorthQuote;
            return spent;
        }
    }

    /// <summary>Equal by what it says; the array's own equality would compare references.</summary>
    public bool Equals(VenueBuyingPower? other) => other is not null && (Told, FilledQuote) == (other.Told, other.FilledQuote) && Working.AsSpan().SequenceEqual(other.Working.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Told, FilledQuote, Working.Length);
}
