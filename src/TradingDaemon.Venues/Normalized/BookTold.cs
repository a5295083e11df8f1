using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Books;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Normalized;

/// <summary>A book's picture or difference as a venue told it, and the copy after it.</summary>
internal readonly ref struct BookTold
{
    /// <summary>Canonical symbol; null when the payload does not say whose it is.</summary>
    public required string? Symbol { get; init; }

    /// <summary>When the venue says it was so; null when it does not say.</summary>
    public WireTime? At { get; init; }

    /// <summary>Whether it is the whole book, rather than what changed of it.</summary>
    public required bool IsSnapshot { get; init; }

    /// <summary>What was told of the bids.</summary>
    public ReadOnlySpan<BookLevel> Bids { get; init; }

    /// <summary>What was told of the asks.</summary>
    public ReadOnlySpan<BookLevel> Asks { get; init; }

    /// <summary>The bids in the venue's own spelling, as many as <see cref="Bids"/>; empty where the reader keeps none.</summary>
    public SpelledLevels BidsSpelled { get; init; }

    /// <summary>The asks in the venue's own spelling, as many as <see cref="Asks"/>; empty where the reader keeps none.</summary>
    public SpelledLevels AsksSpelled { get; init; }

    /// <summary>Whether the venue's proof (checksum, sequence, ids) holds; null when this message carries none.</summary>
    public bool? IsProven { get; init; }

    /// <summary>The copy with this message put in; null when there is none to put it into.</summary>
    public BookCopy? After { get; init; }
}
