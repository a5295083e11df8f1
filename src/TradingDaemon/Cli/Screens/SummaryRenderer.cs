using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using TradingDaemon.Configuration.Checks.Venues;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Operations.Funds;
using TradingDaemon.Operations.Limits;
using TradingDaemon.Operations.Markets;
using TradingDaemon.Operations.Status;
using TradingDaemon.Operations.Tiers;

namespace TradingDaemon.Cli.Screens;

/// <summary>The daemon at a glance, in a few plain lines: what a terminal shows every few seconds.</summary>
internal static class SummaryRenderer
{
    private const int PositionsShownMax = 8; // more would push the log lines between two summaries off the screen

    private const int BlocksShownMax = 8;

    /// <summary>The lines, each ended.</summary>
    public static string Render(DaemonStatus status)
    {
        var text = new StringBuilder();
        Line(text, $"{status.At:HH:mm:ss} {Standing(status)}, tier {status.Tier ?? "none"}, up {TimeSpan.FromSeconds(Math.Floor(status.UptimeSeconds)):c}");
        foreach (var block in status.EntryBlocks.Take(BlocksShownMax)) Line(text, $"  no entries {block.Where}: {block.Cause}{Since(block)}, {block.Reason} Ends with {block.Ends}.");
        if (status.EntryBlocks.Length > BlocksShownMax) Line(text, $"  no entries and {status.EntryBlocks.Length - BlocksShownMax} more");
        if (status.NextTier is { } next) Line(text, $"  tier       {(next.Tier is null ? "the highest" : next.Missing.IsEmpty ? $"{next.Tier} is next" : $"for {next.Tier} is missing: {string.Join("; ", next.Missing)}")}{(next.SizeFactor < 1m && next.Migration is null ? $"; entries at {(next.SizeFactor * 100m).ToString("0.##", CultureInfo.InvariantCulture)} % of their size" : "")}{Migrating(next.Migration)}");
        if (status.Capital is { } capital) Line(text, $"  capital    {capital.Mode}{(capital.RebalancedAt is { } at ? string.Create(CultureInfo.InvariantCulture, $", shared out {at:u}") : "")}: {string.Join(", ", capital.Shares.Select(Share))}");
        if (status.Regimes is { } markets) Line(text, $"  markets    {(markets.Phase is { } phase ? $"{phase} as a whole; " : "")}{string.Join(", ", markets.Counts.Where(static count => count.Count > 0).Select(static count => $"{count.Count} {count.Regime}"))}{Unusual(markets)}");
        foreach (var tilt in status.Tilts) Line(text, $"  tilt       {tilt.Strategy} at level {tilt.Level}, {tilt.Anomalies} anomalies, score {tilt.Score}, entries at {tilt.SizeFactor:P0}{Locked(tilt)}{Owed(tilt)}{Unwritten(tilt)}: {tilt.Reason}");
        foreach (var venue in status.Venues.Where(static venue => venue.Venue != VenueAssignment.Simulated || venue.Note is not null)) Line(text, $"  {venue.Venue,-10} {(venue.Money == "none" ? "not traded" : venue.Money)}{Heap(venue)}{Told(venue.BuyingPower)}{(venue.Note is null ? "" : $". {venue.Note}")}");
        Line(text, $"  equity     {Amount(status.Equity)} {status.AccountCurrency}, today {Signed(status.DayProfit)}");
        Line(text, $"  P&L        realized {status.Realized:+#,0.00;-#,0.00;0.00}, unrealized {Signed(status.Unrealized)}, fees {status.Fees:N2}");
        if (!status.Limits.IsEmpty) Line(text, $"  limits     {string.Join(", ", status.Limits.Select(Used))}");
        Line(text, $"  positions  {Positions(status)}");
        Line(text, $"  orders     {status.OpenOrders.Length} open{(status.EntriesWaiting > 0 ? $", {status.EntriesWaiting} entries wait" : "")}; {status.Counts.Orders:N0} decided, {status.Counts.Fills:N0} fills, {status.Counts.Refused.Values.Sum():N0} refused{Most(status.Counts.Refused)}");
        Line(text, $"  rates      {status.Rates.TicksPerSecond:N1} ticks/s, {status.Rates.SignalsPerSecond:N2} signals/s, {status.Rates.OrdersPerSecond:N2} orders/s; {status.Counts.Ticks:N0} ticks, {status.Counts.Dropped.Values.Sum():N0} dropped{Most(status.Counts.Dropped)}");
        return text.ToString();
    }

    // The stop stands above the engine's own state, which goes on as ever beneath it.
    private static string Standing(DaemonStatus status)
    {
        var engine = status.StateReason is null ? $"{status.State}" : $"{status.State} ({status.StateReason})";
        if (status.Emergency is not { IsPulled: true } stop) return engine;
        var closing = stop.IsFlattening ? ", positions are being closed" : "";
        var stored = stop.IsStored ? "" : ", NOT STORED: a restart would forget it";
        return string.Create(CultureInfo.InvariantCulture, $"{stop.State.ToString().ToUpperInvariant()} by {stop.Source} since {stop.Since:u} ({stop.Reason}){closing}{stored}; engine {engine}");
    }

    // Losses are fractions, entries and positions are counted; a gain uses nothing of a limit.
    private static string Used(LimitLine line)
    {
        var format = line.Rule is RiskRule.DailyTradesMax or RiskRule.PositionsMax ? "0" : "0.##%";
        var used = line.Used is { } known ? Math.Max(known, 0m).ToString(format, CultureInfo.InvariantCulture) : "unknown";
        return $"{line.Rule} {used} of {line.Limit.ToString(format, CultureInfo.InvariantCulture)}";
    }

    private static string Locked(TiltLine tilt) => tilt.LockedUntil is { } until ? string.Create(CultureInfo.InvariantCulture, $", none until {until:u}") : "";

    private static string Migrating(MigrationLine? line) => line is null ? "" : string.Create(
        CultureInfo.InvariantCulture, $"; until {line.Until:u} entries of new strategies{(line.New.IsEmpty ? "" : $" ({string.Join(", ", line.New)})")} at {line.NewFactor * 100m:0.##} % of their size, of others at {line.ExistingFactor * 100m:0.##} %");

    private static string Share(ShareLine line) => string.Create(CultureInfo.InvariantCulture, $"{line.Strategy} {line.Share * 100m:0.##} %");

    private static string Unusual(RegimesLine markets) => markets.Unusual.IsEmpty ? "" : "; " + string.Join(", ", markets.Unusual.Take(PositionsShownMax).Select(static line => $"{line.Symbol} {line.Regime}")) + (markets.Unusual.Length > PositionsShownMax ? " and more" : "");

    private static string Owed(TiltLine tilt) => tilt.DebtFraction > 0m ? string.Create(CultureInfo.InvariantCulture, $", {tilt.DebtFraction:0.####%} of a trade to be earned back") : "";

    private static string Unwritten(TiltLine tilt) => tilt.JournalWordsMissing > 0 ? string.Create(CultureInfo.InvariantCulture, $", stage {tilt.Stage} waits for {tilt.JournalWordsMissing} words about it (tilt journal {tilt.Strategy})") : "";

    private static string Since(BlockLine block) => block.Since is { } since ? string.Create(CultureInfo.InvariantCulture, $" since {since:u}") : "";

    private static string Positions(DaemonStatus status)
    {
        if (status.Positions.IsEmpty) return "none";
        var shown = status.Positions.Take(PositionsShownMax).Select(static position => string.Create(
            CultureInfo.InvariantCulture, $"{position.Symbol} {position.NetBase:+0.########;-0.########} @ {position.AveragePriceQuote:0.########} {Signed(position.Unrealized)}{Guard(position)} [{position.Strategy}{(position.FoundAs is { } name ? $", as {name}" : "")}]"));
        var more = status.Positions.Length > PositionsShownMax ? $" and {status.Positions.Length - PositionsShownMax} more" : "";
        return $"{status.Positions.Length}: {string.Join("; ", shown)}{more}";
    }

    // The tighter of stop loss and trailing stop, which is what bounds the loss; and what closes it, once something does.
    private static string Guard(PositionLine position)
    {
        if (position.ClosedBy is { } kind) return $", closed by its {kind}";
        var (stop, isLong) = (position.StopQuote, position.NetBase > 0m);
        if (position.TrailQuote is { } trail && (stop is null || (isLong ? trail > stop : trail < stop))) stop = trail;
        var text = stop is { } level ? string.Create(CultureInfo.InvariantCulture, $", stop {level:0.########}") : "";
        return position.TargetQuote is { } target ? string.Create(CultureInfo.InvariantCulture, $"{text}, target {target:0.########}") : text;
    }

    private static string Heap(VenueStanding venue) => venue.Cash.IsEmpty ? "" : ", " + string.Join(", ", venue.Cash.Select(static cash => string.Create(CultureInfo.InvariantCulture, $"{cash.Value:0.########} {cash.Key}")));

    private static string Told(BuyingPowerLine? power) => power is null ? "" : string.Create(CultureInfo.InvariantCulture,
        $", may spend {string.Join(", ", new[] { Told(power.Shares, "shares"), Told(power.Crypto, "coins"), Told(power.Options, "options") }.Where(static one => one.Length > 0))} by its own word of {power.At:HH:mm:ss}, {power.Spent:0.##} sent since");

    private static string Told(decimal? sum, string on) => sum is { } told ? string.Create(CultureInfo.InvariantCulture, $"{told:0.##} on {on}") : "";

    private static string Most(ImmutableSortedDictionary<string, long> counts) =>
        counts.Count == 0 ? "" : $" (mostly {counts.MaxBy(static pair => pair.Value).Key})";

    private static string Amount(Valuation value) => value.Amount?.ToString("N2", CultureInfo.InvariantCulture) ?? $"unknown, {value.Reason}";

    private static string Signed(Valuation value) => value.Amount?.ToString("+#,0.00;-#,0.00;0.00", CultureInfo.InvariantCulture) ?? $"unknown ({value.Reason})";

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
