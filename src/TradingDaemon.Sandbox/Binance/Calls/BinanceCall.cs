using TradingDaemon.Sandbox.Binance.Spelling;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Binance.Calls;

/// <summary>One thing that can be asked, over HTTP and over the WebSocket interface alike.</summary>
/// <param name="Name">Its name to faults.</param>
/// <param name="Weight">What it costs of the minute.</param>
/// <param name="IsSigned">Whether the sender must say who it is.</param>
/// <param name="Answer">Carries it out for an account, empty where nobody signs.</param>
internal sealed record BinanceCall(string Name, int Weight, bool IsSigned, Func<BinanceAsk, string, Reply> Answer)
{
    /// <summary>Whether only a key that may trade may ask what has this name.</summary>
    public static bool IsTrading(string name) => name is "place" or "cancel" or "cancelAll";
}
