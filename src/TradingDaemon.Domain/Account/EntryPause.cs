using TradingDaemon.Domain.Risk;

namespace TradingDaemon.Domain.Account;

/// <summary>A rule keeps entries out for a while.</summary>
/// <param name="Rule">Which rule.</param>
/// <param name="Until">From when they may pass again (UTC).</param>
/// <param name="Reason">In one sentence.</param>
public sealed record EntryPause(RiskRule Rule, DateTimeOffset Until, string Reason);
