using System.Collections.Immutable;

namespace TradingDaemon.Cli.Replay;

/// <summary>What a replay came to; amounts in account currency.</summary>
internal sealed record ReplayReport
{
    /// <summary>Rows replayed; malformed ones are not among them.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows that could not be read.</summary>
    public long Malformed { get; init; }

    /// <summary>What was wrong with the files, in words with file and line: the first few rows, and every file that ended early.</summary>
    public ImmutableArray<string> Faults { get; init; } = [];

    /// <summary>Whether a file ended before its end, so that the replay is not of the whole recording.</summary>
    public bool EndedEarly { get; init; }

    /// <summary>Real time it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Recorded time it spans.</summary>
    public required TimeSpan Recorded { get; init; }

    /// <summary>Events dropped, by reason.</summary>
    public ImmutableSortedDictionary<string, long> Dropped { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>Signals made.</summary>
    public required long Signals { get; init; }

    /// <summary>Orders decided.</summary>
    public required long Orders { get; init; }

    /// <summary>Fills booked.</summary>
    public required long Fills { get; init; }

    /// <summary>Signals refused, by rule.</summary>
    public ImmutableSortedDictionary<string, long> Refused { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>The currency of the amounts.</summary>
    public required string AccountCurrency { get; init; }

    /// <summary>Cash plus market value at the end; null when a position has no price.</summary>
    public required decimal? Equity { get; init; }

    /// <summary>Realized P&amp;L, net of fees.</summary>
    public required decimal RealizedPnl { get; init; }

    /// <summary>P&amp;L of what is still open; null when a position has no price.</summary>
    public required decimal? UnrealizedPnl { get; init; }

    /// <summary>Fees paid; zero or more.</summary>
    public required decimal Fees { get; init; }

    /// <summary>Largest fall of equity from a high, as a fraction of it, 0…1; null when it was not followed.</summary>
    public decimal? MaxDrawdownFraction { get; init; }

    /// <summary>SHA-256 over the ordered facts, in hex: the same input, configuration and seed give the same.</summary>
    public required string DecisionHash { get; init; }

    /// <summary>What each strategy made of it.</summary>
    public ImmutableArray<StrategyResult> Strategies { get; init; } = [];

    /// <summary>Rows per real second; 0 when no time passed.</summary>
    public double RowsPerSecond => Elapsed > TimeSpan.Zero ? Rows / Elapsed.TotalSeconds : 0;

    /// <summary>Recorded seconds per real second; 0 when no time passed.</summary>
    public double SpeedFactor => Elapsed > TimeSpan.Zero ? Recorded / Elapsed : 0;
}
