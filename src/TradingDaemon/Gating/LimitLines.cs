using System.Collections.Immutable;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Stakes;
using TradingDaemon.Operations.Limits;

namespace TradingDaemon.Gating;

/// <summary>One line a limit of the whole account that the tier in force sets, measured as the gate measures it.</summary>
internal static class LimitLines
{
    /// <summary>In the order of the gate's rules.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="equity">Its equity now in account currency; null while something it holds has no price.</param>
    public static ImmutableArray<LimitLine> Of(TradingAccount account, decimal? equity)
    {
        var (limits, lines) = (account.Limits, ImmutableArray.CreateBuilder<LimitLine>());
        if (account.Books.Day.OpeningAccount is > 0m and { } open) lines.Add(new(RiskRule.DailyLossMax, (open - equity) / open, limits.DailyLossMaxOf(open)));
        else lines.Add(new(RiskRule.DailyLossMax, null, limits.DailyLossMaxFraction));
        if (account.Books.Day.OpeningAccount is > 0m and { } begun && limits.OptionDailyLossMaxOf(begun) is { } mostOfOptions)
            lines.Add(new(RiskRule.OptionDailyLossMax, account.Books.Day.Options.LossAccount(account.Valuation, account.Books.Positions) / begun, mostOfOptions));
        if (limits.DrawdownMaxFraction is { } drawdown) lines.Add(new(RiskRule.DrawdownMax, equity is { } worth ? account.Books.Gauges.Trail.Drawdown(worth) : null, drawdown));
        if (limits.PositionsMax is { } positions) lines.Add(new(RiskRule.PositionsMax, OpenPositions.Count(account.Books.Stakes, account.Books.Positions), positions));
        if (limits.DailyEntriesMax is { } entries) lines.Add(new(RiskRule.DailyTradesMax, account.Books.Gauges.Entries.All.Count, entries));
        return lines.ToImmutable();
    }
}
