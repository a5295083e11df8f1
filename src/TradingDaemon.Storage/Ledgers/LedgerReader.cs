using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Storage.Sqlite;

namespace TradingDaemon.Storage.Ledgers;

/// <summary>Streams ledger rows in the order of their facts; throws <see cref="InvalidDataException"/> on a value that cannot be.</summary>
internal static class LedgerReader
{
    /// <summary>Every intended order.</summary>
    public static IEnumerable<IntentRow> Intents(SqliteDatabase database)
    {
        using var row = database.Prepare(
            "SELECT sequence, at_utc_ticks, client_order_id, strategy, symbol, venue, side, terms, quantity, price, is_reduce_only, decision_bid, decision_ask, reason FROM intents ORDER BY sequence");
        while (row.Step())
            yield return new IntentRow(
                row.Number(0), row.Time(1), new ClientOrderId(row.Text(2)), new StrategyId(row.Text(3)), new Symbol(row.Text(4)), row.Text(5), row.Name<OrderSide>(6), row.Text(7),
                row.Decimal(8), row.IsNull(9) ? null : row.Decimal(9), row.Number(10) != 0, row.Decimal(11), row.Decimal(12), row.Text(13));
    }

    /// <summary>Every fill.</summary>
    public static IEnumerable<FillRow> Fills(SqliteDatabase database)
    {
        using var row = database.Prepare(
            "SELECT sequence, at_utc_ticks, venue, execution_id, execution_sequence, client_order_id, strategy, symbol, side, price, quantity, fee, fee_currency, liquidity, is_simulated FROM fills ORDER BY sequence");
        while (row.Step())
            yield return new FillRow(
                row.Number(0), row.Time(1), row.Text(2), row.Text(3), row.Number(4), new ClientOrderId(row.Text(5)), new StrategyId(row.Text(6)), new Symbol(row.Text(7)),
                row.Name<OrderSide>(8), row.Decimal(9), row.Decimal(10), new Money(row.Decimal(11), new Currency(row.Text(12))), row.Name<Liquidity>(13), row.Number(14) != 0);
    }

    /// <summary>Every refused signal.</summary>
    public static IEnumerable<RefusalRow> Refusals(SqliteDatabase database)
    {
        using var row = database.Prepare("SELECT sequence, at_utc_ticks, strategy, symbol, signal, rule, limit_value, asked_value, detail FROM refusals ORDER BY sequence");
        while (row.Step())
            yield return new RefusalRow(
                row.Number(0), row.Time(1), new StrategyId(row.Text(2)), new Symbol(row.Text(3)), row.Name<SignalKind>(4), row.Name<RiskRule>(5), row.Decimal(6), row.Decimal(7), row.Text(8));
    }
}
