using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Domain.Trials;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>Trials on paper, followed a second time: how many there were, which one runs, and which tier may be entered for one.</summary>
internal sealed class ShadowTrials
{
    private int _attempts;
    private string? _running;
    private string? _passed;
    private (string Tier, DateTimeOffset Until)? _pause;

    /// <summary>The same once more.</summary>
    public ShadowTrials Copy() => (ShadowTrials)MemberwiseClone();

    /// <summary>One began.</summary>
    public void Take(Fact.PaperTrialStarted started, DateTimeOffset at, Tier? tier)
    {
        Invariant.Same("Trials on paper are counted.", _attempts + 1, started.Attempt);
        Invariant.Holds("One trial on paper is asked for at a time, of a tier that asks for one and begins with less.", _running is null && tier is { Paper: not null } && started.EquityAccount >= tier.EquityMinAccount, "that", started);
        Invariant.Holds("After a trial on paper that was not passed there is a pause.", _pause is not { } pause || pause.Tier != started.Tier || at >= pause.Until, "none yet", started);
        (_attempts, _running, _passed) = (started.Attempt, started.Tier, null);
    }

    /// <summary>It ended, or what was passed is not worth anything any more.</summary>
    public void Take(Fact.PaperTrialEnded ended, Tier? tier)
    {
        Invariant.Holds("What ends is the trial on paper that runs, or was passed last.", ended.Attempt == _attempts && ended.Tier == (_running ?? _passed), "that", ended);
        var isPassed = ended.State == PaperTrialState.Passed;
        Invariant.Holds("A trial on paper is passed once every bar is reached.", !isPassed || (ended.Figures is { } figures && tier?.Paper is { } bars && Reaches(figures, bars)), "every bar reached", ended);
        (_running, _passed, _pause) = (null, isPassed ? ended.Tier : null, ended.Until is { } until ? (ended.Tier, until) : null);
    }

    /// <summary>A tier is entered.</summary>
    /// <param name="entered">Which.</param>
    /// <param name="asks">Whether it asks for a trial and is entered from below.</param>
    public void Take(Fact.TierEntered entered, bool asks)
    {
        Invariant.Holds("A tier that asks for a trial on paper is entered from below once that was passed.", !asks || _passed == entered.Tier, "a trial that was passed", entered);
        (_running, _passed, _pause) = (null, null, null);
    }

    private static bool Reaches(PaperFigures figures, TierPaper bars) =>
        figures.Lasted >= bars.Duration && figures.Trades >= bars.Trades && figures.OrdersFilled >= bars.SuccessShare * figures.OrdersEnded && figures.Wins >= bars.ProfitableShare * figures.Trades;
}
