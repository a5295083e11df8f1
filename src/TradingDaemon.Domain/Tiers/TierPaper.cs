using System.Collections.Immutable;
using TradingDaemon.Domain.Trials;
using static System.FormattableString;

namespace TradingDaemon.Domain.Tiers;

/// <summary>What a trial on paper has to come to before its tier is entered from below.</summary>
public sealed record TierPaper
{
    /// <summary>How long it trades, at least.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>After how long it has failed for want of trades.</summary>
    public required TimeSpan DurationMax { get; init; }

    /// <summary>Trades closed, at least.</summary>
    public int Trades { get; init; } = 20;

    /// <summary>Part of its ended orders that filled something, at least.</summary>
    public decimal SuccessShare { get; init; } = 0.70m;

    /// <summary>Part of its trades that earned something after fees, at least.</summary>
    public decimal ProfitableShare { get; init; } = 0.55m;

    /// <summary>How long after one that did not pass the next may begin.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromHours(12);

    /// <summary>
    /// What became of it, judged once it has lasted long enough and traded often enough: passed when both shares reach their bars, failed else. Failed too when the trades are not there in time.
    /// Null while it goes on.
    /// </summary>
    public PaperTrialState? Judge(PaperFigures figures)
    {
        if (figures.Lasted < Duration) return null;
        if (figures.Trades >= Trades && figures.OrdersEnded > 0) return Missing(figures).IsEmpty ? PaperTrialState.Passed : PaperTrialState.Failed;
        return figures.Lasted >= DurationMax ? PaperTrialState.Failed : null;
    }

    /// <summary>What is missing, a clause each; empty when every bar is reached.</summary>
    public ImmutableArray<string> Missing(PaperFigures figures)
    {
        var missing = ImmutableArray.CreateBuilder<string>();
        if (figures.Lasted < Duration) missing.Add(Invariant($"{Math.Floor(figures.Lasted.TotalHours * 10d) / 10d:0.#} of {Duration.TotalHours:0.##} hours on paper"));
        if (figures.Trades < Trades) missing.Add(Invariant($"{figures.Trades} of {Trades} trades on paper"));
        if (figures.SuccessShare is not { } success) missing.Add("no order on paper has ended");
        else if (success < SuccessShare) missing.Add(Invariant($"{success:P1} of orders on paper filled, {SuccessShare:P1} are asked for"));
        if (figures.ProfitableShare is not { } profitable) missing.Add("no trade on paper has ended");
        else if (profitable < ProfitableShare) missing.Add(Invariant($"{profitable:P1} of trades on paper earned something, {ProfitableShare:P1} are asked for"));
        return missing.ToImmutable();
    }
}
