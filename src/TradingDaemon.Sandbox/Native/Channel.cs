namespace TradingDaemon.Sandbox.Native;

/// <summary>What of the market a client can subscribe to. Zero stays unassigned.</summary>
internal enum Channel : byte
{
    Quotes = 1,
    Trades,
    Book,
}
