using System.Collections.Immutable;

namespace TradingDaemon.Domain.Signals;

/// <summary>All orders a market maker wants to rest in one instrument. It takes the place of the set before it; an empty one withdraws everything.</summary>
public sealed record QuoteSet
{
    /// <summary>Layers a side may have: numbers from 0 to one less.</summary>
    public const int LayersMax = 8;

    /// <summary>The quotes, those to be placed first before the others; of a layer and side one at most.</summary>
    public required ImmutableArray<WantedQuote> Quotes { get; init; }

    /// <summary>The most it may come to be long or short if every bid, or every ask, that adds were filled; base, zero or more.</summary>
    public required decimal NetMaxBase { get; init; }

    /// <summary>A resting order is left as it is while its price is no further from the wanted one, as a fraction of that; 0 replaces it for a tick.</summary>
    public decimal PriceToleranceFraction { get; init; }

    /// <summary>And while its size is no further from the wanted one, as a fraction of that.</summary>
    public decimal SizeToleranceFraction { get; init; }

    /// <summary>One sentence naming the numbers that led to it; never empty.</summary>
    public required string Reasoning { get; init; }

    /// <summary>Wants nothing to rest.</summary>
    public static QuoteSet Nothing(string reasoning) => new() { Quotes = [], NetMaxBase = 0m, Reasoning = reasoning };

    /// <summary>The quote of a layer and side, or null.</summary>
    public WantedQuote? Find(byte layer, bool isBid)
    {
        foreach (var quote in Quotes)
            if (quote.Layer == layer && quote.IsBid == isBid) return quote;
        return null;
    }
}
