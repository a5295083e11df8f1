using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Engine.Books;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Gating;

/// <summary>What keeps new orders from leaving: the venues' blocks, instruments frozen by an unclear outcome, and instruments that pause after refusals.</summary>
internal static class BlockLines
{
    /// <summary>One line a venue and cause, or one an instrument where a feed is blind that not all of the venue needs; then one an instrument and cause.</summary>
    public static ImmutableArray<BlockLine> Of(TradingAccount account, DateTimeOffset now) =>
        [.. account.Books.Blocks.SelectMany(block => Lines(block, account.Setup.Catalog)), .. Unknown(account.Books), .. Refused(account, now)];

    private static IEnumerable<BlockLine> Lines(EntryBlock block, InstrumentCatalog catalog)
    {
        Instrument[] traded = [.. catalog.All.Where(instrument => instrument.Venue == block.Venue)];
        return traded.All(block.Concerns) ? [Line(block, null)] : traded.Where(block.Concerns).Select(instrument => Line(block, instrument.Symbol.Text));
    }

    private static BlockLine Line(EntryBlock block, string? symbol) => new(block.Venue, symbol, Word(block.Cause), block.Reason, block.Since, block.Cause switch
    {
        BlockCause.ReconcilePending => "a comparison in which books and venue agree; it is repeated by itself. A difference does not end by itself: its alert names it, and it is mended at the venue or adopted (reconciliation:positions, :cash, :orders)",
        BlockCause.CircuitOpen => "the pause of its circuit, a minute at most; then one request tries",
        BlockCause.ClockSkew => "a measurement of its clock at most 500 ms from ours",
        BlockCause.TradingHalted => "its feed telling that it is traded again; after a new connection, its first trade",
        BlockCause.MarketClosed => "the opening by its venue's own calendar",
        BlockCause.FeedStale => "the next data of any of its feed's instruments, or the close of all their markets",
        BlockCause.KeyMissing => "a start with the key",
        _ => "whatever raised it",
    });

    private static IEnumerable<BlockLine> Unknown(AccountBooks books) => books.Orders.Open.Where(static order => order.Status == OrderStatus.Unknown)
        .GroupBy(static order => (order.Intent.Venue, order.Intent.Symbol)).Select(static orders => new BlockLine(
            orders.Key.Venue, orders.Key.Symbol.Text, "outcome_unknown", $"What became of {string.Join(", ", orders.Select(static order => order.Intent.ClientOrderId.Text))} is unknown.",
            orders.Min(static order => order.Intent.DecidedAt), "the venue showing the order, or proof that it never had it; it is looked up by itself"));

    private static IEnumerable<BlockLine> Refused(TradingAccount account, DateTimeOffset now)
    {
        foreach (var instrument in account.Setup.Catalog.All)
        {
            if (account.Rejects.PausedUntil(instrument.Symbol, now) is not { } until) continue;
            yield return new BlockLine(
                instrument.Venue, instrument.Symbol.Text, "reject_loop", $"{account.Limits.RejectsInARowMax} orders in a row were refused; exits wait too.", null,
                string.Create(CultureInfo.InvariantCulture, $"its pause, at {until:u}"));
        }
    }

    private static string Word(BlockCause cause) => JsonNamingPolicy.SnakeCaseLower.ConvertName(cause.ToString());
}
