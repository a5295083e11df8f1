using TradingDaemon.Domain.Facts;
using TradingDaemon.Storage.Sqlite;

namespace TradingDaemon.Storage.Ledgers;

/// <summary>Writes the projections of facts that have one, inside the journal's transaction.</summary>
internal sealed class LedgerWriter(SqliteDatabase database) : IDisposable
{
    private readonly SqliteStatement _intent = database.Prepare(
        "INSERT INTO intents (sequence, at_utc_ticks, client_order_id, strategy, symbol, venue, side, terms, quantity, price, is_reduce_only, decision_bid, decision_ask, reason) "
        + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

    private readonly SqliteStatement _fill = database.Prepare(
        "INSERT INTO fills (sequence, at_utc_ticks, venue, execution_id, execution_sequence, client_order_id, strategy, symbol, side, price, quantity, fee, fee_currency, liquidity, is_simulated) "
        + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

    private readonly SqliteStatement _refusal = database.Prepare(
        "INSERT INTO refusals (sequence, at_utc_ticks, strategy, symbol, signal, rule, limit_value, asked_value, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");

    /// <summary>Writes the fact's row, if its kind has a ledger; throws <see cref="InvalidDataException"/> when its order or execution is already there.</summary>
    public void Write(RecordedFact recorded)
    {
        switch (recorded.Fact)
        {
            case Fact.OrderIntended intended: Write(IntentRow.Of(recorded, intended.Intent)); break;
            case Fact.FillBooked booked: Write(FillRow.Of(recorded, booked)); break;
            case Fact.SignalRefused refused: Write(RefusalRow.Of(recorded, refused)); break;
            default: break; // told by the journal alone
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _intent.Dispose();
        _fill.Dispose();
        _refusal.Dispose();
    }

    private void Write(IntentRow row)
    {
        _intent.Bind(1, row.Sequence).Bind(2, row.At.UtcTicks).Bind(3, row.ClientOrderId.Text).Bind(4, row.Strategy.Text).Bind(5, row.Symbol.Text)
            .Bind(6, row.Venue).Bind(7, row.Side.ToString()).Bind(8, row.Terms).Bind(9, row.QuantityBase).Bind(10, row.PriceQuote)
            .Bind(11, row.IsReduceOnly ? 1 : 0).Bind(12, row.DecisionBid).Bind(13, row.DecisionAsk).Bind(14, row.Reason);
        if (!_intent.TryRun()) throw new InvalidDataException($"Client order id {row.ClientOrderId} of fact {row.Sequence} is already in the journal; nothing was written.");
    }

    private void Write(FillRow row)
    {
        _fill.Bind(1, row.Sequence).Bind(2, row.At.UtcTicks).Bind(3, row.Venue).Bind(4, row.ExecutionId).Bind(5, row.ExecutionSequence)
            .Bind(6, row.ClientOrderId.Text).Bind(7, row.Strategy.Text).Bind(8, row.Symbol.Text).Bind(9, row.Side.ToString())
            .Bind(10, row.PriceQuote).Bind(11, row.QuantityBase).Bind(12, row.Fee.Amount).Bind(13, row.Fee.Currency.Code)
            .Bind(14, row.Liquidity.ToString()).Bind(15, row.IsSimulated ? 1 : 0);
        if (!_fill.TryRun()) throw new InvalidDataException($"Execution {row.ExecutionId} of {row.Venue} (fact {row.Sequence}) is already in the journal; nothing was written.");
    }

    private void Write(RefusalRow row)
    {
        _refusal.Bind(1, row.Sequence).Bind(2, row.At.UtcTicks).Bind(3, row.Strategy.Text).Bind(4, row.Symbol.Text).Bind(5, row.Signal.ToString())
            .Bind(6, row.Rule.ToString()).Bind(7, row.Limit).Bind(8, row.Asked).Bind(9, row.Detail);
        if (!_refusal.TryRun()) throw new InvalidDataException($"Fact {row.Sequence} already has a refusal; nothing was written.");
    }
}
