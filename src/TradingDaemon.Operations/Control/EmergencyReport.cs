using System.Collections.Immutable;

namespace TradingDaemon.Operations.Control;

/// <summary>What one act of the emergency stop has come to so far.</summary>
public sealed record EmergencyReport
{
    /// <summary>What was asked.</summary>
    public required EmergencyAct Act { get; init; }

    /// <summary>Who or what asked.</summary>
    public required string Source { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was asked (UTC).</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When nothing was left to do (UTC); null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Every step in the order they ended.</summary>
    public ImmutableArray<EmergencyStep> Steps { get; init; } = [];

    /// <summary>Closing orders, in the order they were sent; in a dry run, the plan.</summary>
    public ImmutableArray<ClosingLine> Closes { get; init; } = [];

    /// <summary>Orders that still work at a venue; filled in once the cancels are through.</summary>
    public ImmutableArray<OrderLeft> OrdersLeft { get; init; } = [];

    /// <summary>What the venues still hold; while a liquidation goes on, what it has still to close.</summary>
    public ImmutableArray<PositionLeft> PositionsLeft { get; init; } = [];

    /// <summary>What nobody answered in the end, so that more may be left than is listed; a sentence each.</summary>
    public ImmutableArray<string> Unanswered { get; init; } = [];

    /// <summary>What keeps entries from leaving all the same, after a resume; a sentence each.</summary>
    public ImmutableArray<string> BlocksLeft { get; init; } = [];

    /// <summary>Whether it did everything it is for, and nothing is left unasked; meaningful once it has ended.</summary>
    public bool IsComplete => Steps.All(static step => step.IsDone) && Unanswered.IsEmpty;
}
