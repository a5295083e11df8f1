using TradingDaemon.Configuration.Sections.Feeds;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Control;

namespace TradingDaemon.Configuration.Checks;

/// <summary>Mode, currencies and money to begin with.</summary>
internal static class AccountRules
{
    /// <summary>Adds every fault.</summary>
    public static void Run(RuleContext context)
    {
        var settings = context.Settings;
        if (settings.Mode == RunMode.Live)
            context.Refuse("mode", "live", "No live venue is configured, so nothing can be traded live.", "paper");
        if (settings.Execution.PaperFallback && settings.Mode != RunMode.Paper)
            context.Refuse("execution:paperFallback", "true", "Only a paper account may have fills that no venue made.", "false");
        if (settings.Reconciliation.Cash == DifferencePolicy.Cancel)
            context.Refuse("reconciliation:cash", "cancel", "Cash cannot be cancelled.", "flag or adopt");
        if (settings.Reconciliation.Positions == DifferencePolicy.Cancel)
            context.Refuse("reconciliation:positions", "cancel", "A holding cannot be cancelled.", "flag or adopt");
        if (settings.Venue.LatencyMin > settings.Venue.LatencyMax)
            context.Refuse("venue:latencyMin", $"{settings.Venue.LatencyMin:c}", "The shortest latency is above the longest.", $"at most venue:latencyMax, {settings.Venue.LatencyMax:c}");
        if (settings is { Venue.Kind: VenueKind.Sandbox } or { Feed.Kind: FeedKind.Sandbox }) Sandbox(context);
        if (settings.Evaluation.RestartBackoff > settings.Evaluation.RestartBackoffMax)
            context.Refuse("evaluation:restartBackoff", $"{settings.Evaluation.RestartBackoff:c}", "The first wait is above the longest.", $"at most evaluation:restartBackoffMax, {settings.Evaluation.RestartBackoffMax:c}");
        if (settings.Execution.RetryFirst > settings.Execution.RetryMax)
            context.Refuse("execution:retryFirst", $"{settings.Execution.RetryFirst:c}", "The first wait is above the longest.", $"at most execution:retryMax, {settings.Execution.RetryMax:c}");
        if (settings.Execution.ComparisonAgeMax <= settings.Execution.StatementInterval)
            context.Refuse("execution:comparisonAgeMax", $"{settings.Execution.ComparisonAgeMax:c}", "It would call somebody before the next comparison is due.", $"above execution:statementInterval, {settings.Execution.StatementInterval:c}");

        if (!context.IsSound("venue:startingCash") || !context.IsSound("accountCurrency") || !context.IsSound("instruments")) return;
        var known = settings.Instruments.Values.SelectMany(static instrument => new[] { instrument.Base, instrument.Quote }).Append(settings.AccountCurrency).ToHashSet(StringComparer.Ordinal);
        foreach (var (currency, cash) in settings.Venue.StartingCash.Where(pair => !known.Contains(pair.Key)))
            context.Refuse($"venue:startingCash:{currency}", $"{cash}", "No instrument is priced in this currency, nor is the account.", $"one of {string.Join(", ", known.Order(StringComparer.Ordinal))}");
        if (settings.Venue.Kind == VenueKind.Simulated && settings.Venue.StartingCash.Values.Sum() <= 0m) // any other venue says itself what there is
            context.Refuse("venue:startingCash", null, "A new venue account would hold nothing.", $"an amount above 0, e.g. \"{settings.AccountCurrency}\": 10000");
    }

    // Prices of one market and orders at another would be nonsense that looks like trading; a replay or rehearsal trades at the simulated venue whatever is configured.
    private static void Sandbox(RuleContext context)
    {
        var (venue, feed) = (context.Settings.Venue, context.Settings.Feed);
        if (venue.Url is null && context.IsSound("venue:url")) context.Refuse("venue:url", null, "Where the sandbox is, is not said.", "an address such as http://127.0.0.1:9090");
        if (feed is { Kind: FeedKind.Sandbox, Speed: not "1" } && context.IsSound("feed:speed")) context.Refuse("feed:speed", feed.Speed, "The sandbox's market goes at its own speed.", "1");
        if (venue.Kind != VenueKind.Sandbox) return;
        if (feed.Kind != FeedKind.Sandbox && context.IsSound("feed:kind")) context.Refuse("feed:kind", feed.Kind.ToString(), "Orders go to the sandbox and prices come from elsewhere.", "sandbox");
        if (venue.Sandbox.Key is null && context.IsSound("venue:sandbox:key")) context.Refuse("venue:sandbox:key", null, "The key is missing.", "the account's key, e.g. in TRADINGDAEMON_VENUE__SANDBOX__KEY");
        if (venue.Sandbox.Secret is null && context.IsSound("venue:sandbox:secret")) context.Refuse("venue:sandbox:secret", null, "The secret is missing.", "the account's secret, e.g. in TRADINGDAEMON_VENUE__SANDBOX__SECRET");
    }
}
