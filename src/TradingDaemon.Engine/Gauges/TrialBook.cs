using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Trials;

namespace TradingDaemon.Engine.Gauges;

/// <summary>The newest trial on paper before a tier is entered. Nothing of what it trades is here: that is in books of its own.</summary>
/// <param name="state">As a checkpoint remembers it.</param>
public sealed class TrialBook(AccountState state)
{
    /// <summary>Null before the first.</summary>
    public PaperTrial? Newest { get; private set; } = state.PaperTrial;

    /// <summary>One began.</summary>
    public void Started(Fact.PaperTrialStarted started, DateTimeOffset at) => Newest = new PaperTrial(started.Tier, started.Attempt, at, started.EquityAccount, PaperTrialState.Running);

    /// <summary>It ended.</summary>
    public void Ended(Fact.PaperTrialEnded ended)
    {
        if (Newest is { } trial && trial.Attempt == ended.Attempt) Newest = trial with { State = ended.State, Figures = ended.Figures, Until = ended.Until };
    }

    /// <summary>A tier was entered: whatever was tried before is to be tried again.</summary>
    public void Entered()
    {
        if (Newest is { } trial) Newest = trial with { State = PaperTrialState.Spent, Until = null };
    }

    /// <summary>The book as a checkpoint keeps it.</summary>
    public AccountState Into(AccountState state) => state with { PaperTrial = Newest };
}
