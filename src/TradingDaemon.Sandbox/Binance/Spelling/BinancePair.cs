using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Binance.Spelling;

/// <summary>A market in Binance's spellings.</summary>
/// <param name="Index">The instrument's number here.</param>
/// <param name="Rules">Its rules.</param>
internal sealed record BinancePair(int Index, ExchangeInstrument Rules)
{
    /// <summary>The canonical symbol: <c>BTC/USDT</c>.</summary>
    public string Symbol => Rules.Symbol;

    /// <summary><c>BTCUSDT</c>; streams have it in small letters.</summary>
    public string Name { get; } = Rules.Base + Rules.Quote;
}
