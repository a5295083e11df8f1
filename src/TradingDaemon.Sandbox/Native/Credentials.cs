namespace TradingDaemon.Sandbox.Native;

/// <summary>What a request or a stream says of its sender. Null: not said.</summary>
internal readonly record struct Credentials(string? Key, string? Nonce, string? Timestamp, string? Signature);
