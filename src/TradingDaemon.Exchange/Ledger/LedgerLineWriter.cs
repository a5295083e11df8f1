using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Ledger;

/// <summary>Turns an event into its line; the format is told at <see cref="LedgerFile"/>.</summary>
internal sealed class LedgerLineWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _json;

    public LedgerLineWriter() =>
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>The bytes of one line, or of two of one act, newlines included; valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(long line, LedgerEvent what, LedgerEvent? second)
    {
        _buffer.ResetWrittenCount();
        WriteLine(line, what, hasSecond: second is not null);
        if (second is not null) WriteLine(line + 1, second, hasSecond: false);
        return _buffer.WrittenSpan;
    }

    public void Dispose() => _json.Dispose();

    private void WriteLine(long line, LedgerEvent what, bool hasSecond)
    {
        var start = _buffer.WrittenCount;
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("n", line);
        _json.WriteString("at", what.At.UtcDateTime);
        WriteBody(what);
        if (what.Account is { } account and not LedgerWords.DefaultAccount) _json.WriteString("account", account);
        if (hasSecond) _json.WriteBoolean("more", true);
        _json.Flush(); // the closing brace comes after the checksum
        var crc = Crc32.Of(_buffer.WrittenSpan[start..]);
        _buffer.Write(",\"crc\":\""u8);
        crc.TryFormat(_buffer.GetSpan(8), out _, "x8");
        _buffer.Advance(8);
        _buffer.Write("\"}\n"u8);
    }

    private void WriteBody(LedgerEvent what)
    {
        switch (what)
        {
            case LedgerEvent.Opened opened:
                _json.WriteString("event", "opened");
                _json.WriteNumber("version", opened.Version);
                break;
            case LedgerEvent.Moved moved:
                _json.WriteString("event", LedgerWords.Of(moved.Kind));
                _json.WriteString(moved.IsHolding ? "symbol" : "asset", moved.Asset);
                _json.WriteNumber("amount", moved.Amount);
                break;
            case LedgerEvent.Accepted accepted:
                WriteAccepted(accepted);
                break;
            case LedgerEvent.Executed executed:
                WriteExecuted(executed.Execution);
                break;
            case LedgerEvent.Ended ended:
                WriteOrder(LedgerWords.Of(ended.Condition), ended.OrderId, ended.ClientOrderId);
                _json.WriteString("reason", ended.Reason);
                break;
            case LedgerEvent.Replaced replaced:
                WriteOrder("replaced", replaced.OrderId, replaced.ClientOrderId);
                _json.WriteNumber("quantity", replaced.Quantity);
                _json.WriteNumber("price", replaced.Price);
                _json.WriteBoolean("keepsPriority", replaced.KeepsPriority);
                break;
            case LedgerEvent.Forgotten forgotten:
                WriteOrder("forgotten", forgotten.OrderId, forgotten.ClientOrderId);
                break;
            case LedgerEvent.Halted halted:
                _json.WriteString("event", halted.IsHalted ? "halted" : "resumed");
                _json.WriteString("symbol", halted.Symbol);
                break;
        }
    }

    private void WriteOrder(string name, string orderId, string clientOrderId)
    {
        _json.WriteString("event", name);
        _json.WriteString("order", orderId);
        _json.WriteString("client", clientOrderId);
    }

    private void WriteAccepted(LedgerEvent.Accepted accepted)
    {
        var request = accepted.Request;
        _json.WriteString("event", "accepted");
        _json.WriteNumber("seq", accepted.Sequence);
        _json.WriteString("order", accepted.OrderId);
        _json.WriteString("client", request.ClientOrderId);
        _json.WriteString("symbol", request.Symbol);
        _json.WriteString("side", LedgerWords.Of(request.Side));
        _json.WriteString("kind", LedgerWords.Of(request.Kind));
        _json.WriteNumber("quantity", request.Quantity);
        _json.WriteNumber("price", request.Price);
        _json.WriteString("lifetime", LedgerWords.Of(request.Lifetime));
        _json.WriteBoolean("postOnly", request.PostOnly);
        if (request.SelfTrade is { } selfTrade) _json.WriteString("selfTrade", LedgerWords.Of(selfTrade));
        if (accepted.ExpiresAt is { } expiresAt) _json.WriteString("expires", expiresAt.UtcDateTime);
    }

    private void WriteExecuted(Execution execution)
    {
        _json.WriteString("event", "executed");
        _json.WriteNumber("seq", execution.Sequence);
        _json.WriteString("execution", execution.ExecutionId);
        _json.WriteString("order", execution.OrderId);
        _json.WriteString("client", execution.ClientOrderId);
        _json.WriteString("symbol", execution.Symbol);
        _json.WriteString("side", LedgerWords.Of(execution.Side));
        _json.WriteNumber("price", execution.Price);
        _json.WriteNumber("quantity", execution.Quantity);
        _json.WriteNumber("notional", execution.Notional);
        _json.WriteNumber("fee", execution.Fee);
        _json.WriteString("asset", execution.QuoteAsset);
        _json.WriteString("role", LedgerWords.Of(execution.Role));
        if (execution.FeeCurrency != FeeCurrency.Quote)
        {
            _json.WriteString("feeFrom", LedgerWords.Of(execution.FeeCurrency));
            _json.WriteString("feeAsset", execution.FeeAsset);
        }

        if (execution.Counterparty is { } counterparty)
        {
            _json.WriteString("counterparty", counterparty);
            _json.WriteNumber("counterSeq", execution.CounterSequence);
        }

        if (execution.Reverses > 0) _json.WriteNumber("reverses", execution.Reverses);
        if (execution.Rebates > 0) _json.WriteNumber("rebates", execution.Rebates);
    }
}
