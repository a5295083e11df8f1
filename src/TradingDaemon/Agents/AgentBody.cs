using System.Text.Json;

namespace TradingDaemon.Agents;

/// <summary>What a signal from outside says, as JSON.</summary>
/// <param name="Strategy">In whose name.</param>
/// <param name="Symbol">On what.</param>
/// <param name="Kind">buy, sell or close.</param>
/// <param name="Confidence">0…1; 1 unless it says otherwise.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Quantity">Wanted size in base; null lets the strategy's sizing decide.</param>
/// <param name="Stop">Where the loss is cut, quote currency.</param>
/// <param name="Target">Where the profit is taken, quote currency.</param>
internal sealed record AgentBody(string? Strategy = null, string? Symbol = null, string? Kind = null, double Confidence = 1d, string? Reason = null, decimal? Quantity = null, decimal? Stop = null, decimal? Target = null)
{
    /// <summary>Reads it; null when it is something else.</summary>
    public static AgentBody? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, AgentBodyJson.Default.AgentBody);
        }
        catch (JsonException)
        {
            return null; // told by the caller, who knows who sent it
        }
    }

    /// <summary>As it is sent.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, AgentBodyJson.Default.AgentBody);
}
