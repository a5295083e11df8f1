using System.Text.Json;
using TradingDaemon.Exchange.Accounts;

namespace TradingDaemon.Sandbox.Wire;

/// <summary>A deposit, withdrawal or rebate as an answer tells it.</summary>
internal static class MovementView
{
    public static void Write(Utf8JsonWriter json, BalanceMovement movement, TimeSpan clockOffset)
    {
        json.WriteNumber("sequence", movement.Sequence);
        json.WriteString("kind", WireWords.Of(movement.Kind));
        json.WriteString(movement.IsHolding ? "symbol" : "currency", movement.Asset);
        json.WriteAmount("amount", movement.Amount);
        json.WriteTime("time", movement.At + clockOffset);
    }
}
