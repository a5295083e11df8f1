namespace TradingDaemon.Operations.Agents;

/// <summary>A signal as it came, nothing of it believed.</summary>
/// <param name="Agent">Who says they sent it; empty when nobody does.</param>
/// <param name="Timestamp">When they say they signed, milliseconds since 1970 (UTC) as text.</param>
/// <param name="Nonce">Their name for this one signal.</param>
/// <param name="Signature">HMAC-SHA-256 over time, nonce and body, in hexadecimal.</param>
/// <param name="Body">JSON; null when it is larger than any signal.</param>
public sealed record AgentRequest(string Agent, string Timestamp, string Nonce, string Signature, byte[]? Body)
{
    /// <summary>The most a body may have.</summary>
    public const int BodyBytesMax = 8 * 1024;
}
