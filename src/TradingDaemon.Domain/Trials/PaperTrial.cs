namespace TradingDaemon.Domain.Trials;

/// <summary>The newest trial on paper before a tier is entered, as the account remembers it.</summary>
/// <param name="Tier">The tier it tries.</param>
/// <param name="Attempt">1, 2, 3… over the life of the store.</param>
/// <param name="Since">When it began (UTC).</param>
/// <param name="EquityAccount">What it began with, account currency.</param>
/// <param name="State">What became of it.</param>
public sealed record PaperTrial(string Tier, int Attempt, DateTimeOffset Since, decimal EquityAccount, PaperTrialState State)
{
    /// <summary>From when the next may begin (UTC); null for at once.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What it came to when it ended; null while it goes on, and where nobody knows.</summary>
    public PaperFigures? Figures { get; init; }

    /// <summary>Whether it goes on.</summary>
    public bool IsRunning => State == PaperTrialState.Running;

    /// <summary>Whether it goes on, or was passed and its tier not entered yet.</summary>
    public bool IsPending => State is PaperTrialState.Running or PaperTrialState.Passed;
}
