using System.Text.Json;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Wire;

/// <summary>An execution as an answer or a frame tells it.</summary>
internal static class ExecutionView
{
    public static void Write(Utf8JsonWriter json, Execution execution, TimeSpan clockOffset)
    {
        json.WriteString("executionId", execution.ExecutionId);
        json.WriteNumber("sequence", execution.Sequence);
        json.WriteString("venueOrderId", execution.OrderId);
        if (execution.ClientOrderId.Length > 0) json.WriteString("clientOrderId", execution.ClientOrderId);
        else json.WriteNull("clientOrderId");
        json.WriteString("symbol", execution.Symbol);
        json.WriteString("side", WireWords.Of(execution.Side));
        json.WriteAmount("price", execution.Price);
        json.WriteAmount("quantity", execution.Quantity);
        json.WriteAmount("fee", execution.Fee);
        json.WriteString("feeCurrency", execution.FeeAsset);
        json.WriteString("liquidity", WireWords.Of(execution.Role));
        json.WriteTime("time", execution.At + clockOffset);
        json.WriteString("kind", execution.Reverses > 0 ? "bust" : execution.Rebates > 0 ? "rebate" : "trade");
        if (!execution.IsTrade) json.WriteNumber("corrects", execution.Reverses + execution.Rebates); // one of them is zero
    }
}
