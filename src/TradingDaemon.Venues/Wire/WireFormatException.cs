namespace TradingDaemon.Venues.Wire;

/// <summary>A payload that cannot be what its venue says it sends. The message says where and why, never whose secret.</summary>
internal sealed class WireFormatException(string message, Exception? inner = null) : Exception(message, inner);
