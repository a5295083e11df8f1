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

    /// <summary>The bytes of the line, newline included; valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(long line, LedgerEvent what)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("n", line);
        _json.WriteString("at", what.At.UtcDateTime);
        WriteBody(what);
        _json.Flush(); // the closing brace comes after the checksum
        var crc = Crc32.Of(_buffer.WrittenSpan);
        _buffer.Write(",\"crc\":\""u8);
        crc.TryFormat(_buffer.GetSpan(8), out _, "x8");
        _buffer.Advance(8);
        _buffer.Write("\"}\n"u8);
        return _buffer.WrittenSpan;
    }

    public void Dispose() => _json.Dispose();

    private void WriteBody(LedgerEvent what)
    {
        switch (what)
        {
            case LedgerEvent.Opened opened:
                _json.WriteString("event", "opened");
                _json.WriteNumber("version", opened.Version);
                break;
            case LedgerEvent.Deposited deposited:
                _json.WriteString("event", "deposited");
                _json.WriteString("asset", deposited.Asset);
                _json.WriteNumber("amount", deposited.Amount);
                break;
            case LedgerEvent.Accepted accepted:
                WriteAccepted(accepted);
                break;
            case LedgerEvent.Executed executed:
                WriteExecuted(executed.Execution);
                break;
            case LedgerEvent.Ended ended:
                _json.WriteString("event", LedgerWords.Of(ended.Condition));
                _json.WriteString("client", ended.ClientOrderId);
                _json.WriteString("reason", ended.Reason);
                break;
        }
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
    }
}
