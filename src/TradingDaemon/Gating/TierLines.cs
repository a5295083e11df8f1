using TradingDaemon.Engine.Books;
using TradingDaemon.Operations.Status;
using TradingDaemon.Operations.Tiers;
using TradingDaemon.Trials;

namespace TradingDaemon.Gating;

/// <summary>What keeps the account from the next tier, and how large its entries are in this one.</summary>
internal static class TierLines
{
    /// <summary>Null where equity alone decides and entries are whole.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="equity">Its equity now in account currency; null while something it holds has no price.</param>
    /// <param name="progress">How the trial on paper that runs is doing; null while none does.</param>
    /// <param name="now">The engine's time.</param>
    public static NextTierLine? Of(TradingAccount account, decimal? equity, PaperProgress? progress, DateTimeOffset now)
    {
        var recovery = equity is { } known ? account.RecoveryFactor(known) : 1m;
        var factor = account.PhaseFactor(now) * recovery;
        var migration = Migration(account, recovery, now);
        if (!account.Setup.Tiers.IsGated && factor == 1m && migration is null) return null;
        var outlook = account.Setup.Tiers.OutlookOf(equity, account.Books.Tier, account.Books.Gauges.Tier.Stay, now);
        var line = new NextTierLine(outlook?.Next.Name, outlook?.Missing ?? [], factor) { Migration = migration };
        if (outlook?.Next.Paper is not { } bars) return line;
        var trial = PaperLines.Of(account.Books.Gauges.Trial.Newest, outlook.Next.Name, bars, progress);
        return line with { Missing = [.. outlook.Missing, .. PaperLines.Missing(trial, bars, now)], Paper = trial };
    }

    private static MigrationLine? Migration(TradingAccount account, decimal recovery, DateTimeOffset now)
    {
        var adjustment = account.Tier.Adjustment;
        if (account.Books.Gauges.Tier.Stay is not { From: not null } stay || now - stay.Since >= adjustment.Period) return null;
        return new MigrationLine(
            stay.Since + adjustment.Period, [.. account.Tier.Strategies.Where(spec => spec.Enabled && stay.IsNew(spec.Id)).Select(static spec => spec.Id.Text)],
            account.AdjustmentFactor(isNew: true, now) * recovery, account.AdjustmentFactor(isNew: false, now) * recovery);
    }
}
