using System.Collections.Immutable;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Domain.Trials;
using TradingDaemon.Operations.Trials;
using TradingDaemon.Trials;
using static System.FormattableString;

namespace TradingDaemon.Gating;

/// <summary>The trial on paper as operators see it.</summary>
internal static class PaperLines
{
    private static readonly PaperFigures Nothing = new(TimeSpan.Zero, 0, 0, 0, 0);

    /// <summary>The newest trial of the tier; null before the first of it, and of one that counts no more.</summary>
    public static PaperTrialLine? Of(PaperTrial? trial, string tier, TierPaper bars, PaperProgress? progress)
    {
        if (trial is null || trial.Tier != tier || trial.State == PaperTrialState.Spent) return null;
        var running = progress?.Attempt == trial.Attempt ? progress : null;
        var figures = trial.Figures ?? running?.Figures ?? Nothing;
        return new PaperTrialLine(
            trial.Attempt, trial.State, trial.Since, Math.Round(figures.Lasted.TotalHours, 2), bars.Duration.TotalHours, figures.Trades, bars.Trades, figures.OrdersEnded,
            figures.SuccessShare, bars.SuccessShare, figures.ProfitableShare, bars.ProfitableShare, running?.Dropped ?? 0, trial.Until);
    }

    /// <summary>What the trial still lacks, a clause each.</summary>
    public static ImmutableArray<string> Missing(PaperTrialLine? trial, TierPaper bars, DateTimeOffset now) => trial switch
    {
        { State: PaperTrialState.Passed } => [],
        { State: PaperTrialState.Running } => [Invariant($"a trial on paper: {trial.Hours:0.#} of {trial.HoursMin:0.##} h, {trial.Trades} of {trial.TradesMin} trades, {Share(trial.SuccessShare)} of orders filled ({trial.SuccessShareMin:P0}), {Share(trial.ProfitableShare)} of trades earned something ({trial.ProfitableShareMin:P0})")],
        { NextAt: { } next } when next > now => [Invariant($"a trial on paper; the last one is {trial.State} and the next begins at {next:u}")],
        _ => [Invariant($"a trial on paper of {bars.Duration.TotalHours:0.##} h and {bars.Trades} trades")],
    };

    private static string Share(decimal? share) => share is { } known ? Invariant($"{known:P1}") : "none";
}
