using System.Collections.Immutable;

namespace TradingDaemon.Operations.Control;

/// <summary>What one pull of the stop has come to so far.</summary>
public sealed record EmergencyReport
{
    /// <summary>Who or what pulled.</summary>
    public required string Source { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset PulledAt { get; init; }

    /// <summary>When nothing was left to do (UTC); null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Every step in the order they ended.</summary>
    public ImmutableArray<EmergencyStep> Steps { get; init; } = [];

    /// <summary>Closing orders, in the order they were sent; in a dry run, the plan.</summary>
    public ImmutableArray<ClosingLine> Closes { get; init; } = [];

    /// <summary>What the venues still hold; empty when nothing was to be closed or nothing is left.</summary>
    public ImmutableArray<LeftLine> Left { get; init; } = [];
}
