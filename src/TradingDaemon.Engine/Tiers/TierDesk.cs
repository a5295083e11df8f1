using System.Collections.Immutable;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Domain.Trials;
using TradingDaemon.Engine.Books;
using static System.FormattableString;

namespace TradingDaemon.Engine.Tiers;

/// <summary>Which tier is in force, and the trial on paper that some ask for before they are entered from below. Nothing of that trial happens here: it is asked for, told of and judged.</summary>
/// <param name="account">The account.</param>
public sealed class TierDesk(TradingAccount account)
{
    /// <summary>Sections of the configuration that decide beside a tier's own keys what is traded in it, how much, where and at what cost.</summary>
    public static IReadOnlyList<string> OfEveryTier { get; } = ["switches:", "routing:", "instruments:", "venue:", "venues:", "signals:", "tilt:", "gatekeeper:", "regimes:", "currencyParity:", "sectors:"];

    private PaperTrial? Trial => account.Books.Gauges.Trial.Newest;

    // A fill or a transfer not told yet must neither raise nor lower anybody by what the account did.
    private bool IsSettled => account.Books.State is not (EngineState.Starting or EngineState.Reconciling) && !account.Books.IsReconcilePending && account.Books.Day.Moved.Count == 0;

    /// <summary>Enters the tier that applies; true when it is another one.</summary>
    /// <param name="equity">Equity, account currency.</param>
    /// <param name="now">The engine's time.</param>
    public bool Enter(decimal equity, DateTimeOffset now)
    {
        var (tier, reason) = account.Setup.Tiers.Next(equity, account.Books.Tier, IsSettled ? account.Books.Gauges.Tier.Stay : null, now);
        if (Trial is { IsPending: true } trial && trial.Tier != tier.Name && IsSettled && WhyLeft(trial, tier, equity, now) is { } why) End(trial, PaperTrialState.Left, null, now, why);
        if (tier.Name == account.Books.Tier || IsOnTrial(tier, equity, now)) return false;
        account.Log.Emit(new Fact.TierEntered(tier.Name, account.Books.Tier, equity) { Reason = Trial is { State: PaperTrialState.Passed } ? $"{reason} Its trial on paper was passed." : reason, Carried = CarriedInto(tier) }, now);
        return true;
    }

    /// <summary>Judges the trial that is running by what it came to so far; what is told of another is not asked for any more.</summary>
    public void Take(Command.TellPaperTrial told, DateTimeOffset now)
    {
        if (Trial is not { IsRunning: true } trial || trial.Attempt != told.Attempt || account.Setup.Tiers.Find(trial.Tier)?.Paper is not { } bars) return;
        if (told.Broken is { } broken) End(trial, PaperTrialState.Broken, told.Figures, now, broken);
        else if (bars.Judge(told.Figures) is { } state)
            End(trial, state, told.Figures, now, state == PaperTrialState.Passed ? "Every bar is reached." : $"Missing: {string.Join("; ", bars.Missing(told.Figures))}.");
    }

    /// <summary>Ends the trial of a tier that is configured otherwise from now on: what was tried is not what would trade.</summary>
    public void Reconfigured(ImmutableArray<ConfigurationChange> changes, DateTimeOffset now)
    {
        if (Trial is not { IsPending: true } trial) return;
        var bars = $"tiers:{trial.Tier}:paper:";
        string[] traded = [$"tiers:{trial.Tier}:", .. OfEveryTier];
        foreach (var change in changes)
            if (traded.Any(section => change.Key.StartsWith(section, StringComparison.Ordinal)) && !change.Key.StartsWith(bars, StringComparison.Ordinal))
            {
                End(trial, PaperTrialState.Outdated, null, now, $"{change.Key} is another.");
                return;
            }
    }

    // What the tier in force runs and the next one runs too. The same name for another kind is another strategy, and one that was switched off was not run.
    private ImmutableArray<string>? CarriedInto(Tier next) => account.Setup.Tiers.Find(account.Books.Tier) is not { } before
        ? null
        : [.. next.Strategies.Where(spec => before.Strategies.Any(old => old.Enabled && old.Id == spec.Id && old.Kind == spec.Kind)).Select(static spec => spec.Id.Text)];

    // An account that hovers about the minimum is neither raised nor sent back: as in a tier itself, only what falls below its demotion's equity is.
    private string? WhyLeft(PaperTrial trial, Tier applies, decimal equity, DateTimeOffset now)
    {
        if (account.Setup.Tiers.Find(trial.Tier) is not { } tried) return $"{trial.Tier} is no tier any more.";
        if (applies.Name != account.Books.Tier) return $"{applies.Name} applies now.";
        if (equity < tried.EquityMinAccount * tried.DemotionFraction) return Invariant($"Equity is below {tried.EquityMinAccount * tried.DemotionFraction:0.##}, where {tried.Name} would be left again.");
        return tried.Promotion.Missing(account.Books.Gauges.Tier.Stay, now) is { IsEmpty: false } missing ? $"A gate closed: {string.Join("; ", missing)}." : null;
    }

    // Up only, and not into the first of all: that one is where an account begins.
    private bool IsOnTrial(Tier tier, decimal equity, DateTimeOffset now)
    {
        if (tier.Paper is null || account.Setup.Tiers.Find(account.Books.Tier) is not { } current || tier.EquityMinAccount <= current.EquityMinAccount) return false;
        if (Trial is { IsPending: true } pending && pending.Tier == tier.Name) return pending.IsRunning;
        if (IsSettled && (Trial?.Until is not { } until || now >= until || Trial.Tier != tier.Name))
            account.Log.Emit(new Fact.PaperTrialStarted(tier.Name, (Trial?.Attempt ?? 0) + 1, equity), now);
        return true;
    }

    private void End(PaperTrial trial, PaperTrialState state, PaperFigures? figures, DateTimeOffset now, string reason)
    {
        DateTimeOffset? until = state is PaperTrialState.Failed or PaperTrialState.Broken or PaperTrialState.Left && account.Setup.Tiers.Find(trial.Tier)?.Paper is { } bars ? now + bars.Pause : null;
        var told = until is { } next ? Invariant($"{reason} The next may begin at {next:u}.") : reason;
        account.Log.Emit(new Fact.PaperTrialEnded(trial.Tier, trial.Attempt, state, figures, until, told), now);
    }
}
