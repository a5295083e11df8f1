using TradingDaemon.Configuration.Checks.Venues;
using TradingDaemon.Configuration.Sections.Venues;
using TradingDaemon.Domain.Control;

namespace TradingDaemon.Configuration.Checks;

/// <summary>Mode, currencies and money to begin with.</summary>
internal static class AccountRules
{
    /// <summary>Adds every fault.</summary>
    public static void Run(RuleContext context)
    {
        var settings = context.Settings;
        if (settings.Execution.PaperFallback && settings.Mode != RunMode.Paper)
            context.Refuse("execution:paperFallback", "true", "Only a paper account may have fills that no venue made.", "false");
        if (settings.Reconciliation.Cash == DifferencePolicy.Cancel)
            context.Refuse("reconciliation:cash", "cancel", "Cash cannot be cancelled.", "flag or adopt");
        if (settings.Reconciliation.Positions == DifferencePolicy.Cancel)
            context.Refuse("reconciliation:positions", "cancel", "A holding cannot be cancelled.", "flag or adopt");
        if (context.IsSound("tradingDay:timeZone") && !TimeZoneInfo.TryFindSystemTimeZoneById(settings.TradingDay.TimeZone, out _))
            context.Refuse("tradingDay:timeZone", settings.TradingDay.TimeZone, "This machine knows no such time zone.", "e.g. UTC, Europe/Berlin or America/New_York");
        if (settings.Venue.LatencyMin > settings.Venue.LatencyMax)
            context.Refuse("venue:latencyMin", $"{settings.Venue.LatencyMin:c}", "The shortest latency is above the longest.", $"at most venue:latencyMax, {settings.Venue.LatencyMax:c}");
        if (settings.Evaluation.RestartBackoff > settings.Evaluation.RestartBackoffMax)
            context.Refuse("evaluation:restartBackoff", $"{settings.Evaluation.RestartBackoff:c}", "The first wait is above the longest.", $"at most evaluation:restartBackoffMax, {settings.Evaluation.RestartBackoffMax:c}");
        if (settings.Execution.RetryFirst > settings.Execution.RetryMax)
            context.Refuse("execution:retryFirst", $"{settings.Execution.RetryFirst:c}", "The first wait is above the longest.", $"at most execution:retryMax, {settings.Execution.RetryMax:c}");
        if (settings.Execution.ComparisonAgeMax <= settings.Execution.StatementInterval)
            context.Refuse("execution:comparisonAgeMax", $"{settings.Execution.ComparisonAgeMax:c}", "It would call somebody before the next comparison is due.", $"above execution:statementInterval, {settings.Execution.StatementInterval:c}");

        if (settings.Tilt.Level1Min > settings.Tilt.Level2Min || settings.Tilt.Level2Min > settings.Tilt.Level3Min)
            context.Refuse("tilt:level2Min", $"{settings.Tilt.Level2Min}", "A milder level would begin above a stricter one.", $"from tilt:level1Min, {settings.Tilt.Level1Min}, to tilt:level3Min, {settings.Tilt.Level3Min}");

        if (settings.Tilt.Stage1.SizeFactor > settings.Tilt.Stage2.SizeFactor || settings.Tilt.Stage2.SizeFactor > settings.Tilt.Stage3.SizeFactor)
            context.Refuse("tilt:stage2:sizeFactor", $"{settings.Tilt.Stage2.SizeFactor}", "Entries would become smaller as recovery goes on.", $"from tilt:stage1:sizeFactor, {settings.Tilt.Stage1.SizeFactor}, to tilt:stage3:sizeFactor, {settings.Tilt.Stage3.SizeFactor}");
        if (settings.Tilt.NoticeLockFor > settings.Tilt.LockMax || settings.Tilt.SmallerLockFor > settings.Tilt.LockMax)
            context.Refuse("tilt:lockMax", $"{settings.Tilt.LockMax:c}", "A first lock would be longer than the longest.", "at least as long as noticeLockFor and smallerLockFor");

        if (!context.IsSound("venue:startingCash") || !context.IsSound("accountCurrency") || !context.IsSound("instruments")) return;
        var known = settings.Instruments.Values.SelectMany(static instrument => new[] { instrument.Base, instrument.Quote }).Append(settings.AccountCurrency).ToHashSet(StringComparer.Ordinal);
        foreach (var (currency, cash) in settings.Venue.StartingCash.Where(pair => !known.Contains(pair.Key)))
            context.Refuse($"venue:startingCash:{currency}", $"{cash}", "No instrument is priced in this currency, nor is the account.", $"one of {string.Join(", ", known.Order(StringComparer.Ordinal))}");
        if (settings.Venue.StartingCash.Values.Sum() <= 0m && IsSimulatedUsed(context)) // any other venue says itself what there is
            context.Refuse("venue:startingCash", null, "A new venue account would hold nothing.", $"an amount above 0, e.g. \"{settings.AccountCurrency}\": 10000");
    }

    private static bool IsSimulatedUsed(RuleContext context) =>
        context.Settings.Instruments.Values.Any(instrument => VenueAssignment.TradedAt(context.Settings, instrument, context.Venues) == VenueAssignment.Simulated);
}
