using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Coinbase.Spelling;

/// <summary>A market in Coinbase's spelling.</summary>
/// <param name="Index">The instrument's number here.</param>
/// <param name="Rules">Its rules.</param>
internal sealed record CoinbaseProduct(int Index, ExchangeInstrument Rules)
{
    /// <summary>The canonical symbol: <c>BTC/USD</c>.</summary>
    public string Symbol => Rules.Symbol;

    /// <summary><c>BTC-USD</c>.</summary>
    public string Id { get; } = $"{Rules.Base}-{Rules.Quote}";
}
