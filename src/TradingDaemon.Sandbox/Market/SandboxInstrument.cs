using TradingDaemon.Exchange.Orders;
using TradingDaemon.Exchange.Synthetic;

namespace TradingDaemon.Sandbox.Market;

/// <summary>Something traded in the sandbox, and how its synthetic market behaves.</summary>
/// <param name="Rules">Its rules.</param>
/// <param name="StartPrice">Where a new market starts, in quote currency; above zero.</param>
/// <param name="VolatilityPerYear">Standard deviation of a year's log return; 0.6 is 60 %.</param>
/// <param name="SpreadBps">Typical spread in basis points.</param>
/// <param name="QuotesPerSecond">Mean; above zero.</param>
public sealed record SandboxInstrument(ExchangeInstrument Rules, decimal StartPrice, double VolatilityPerYear = 0.5, double SpreadBps = 2.0, double QuotesPerSecond = 10.0)
{
    internal SyntheticInstrument Behaviour(decimal startPrice) => new()
    {
        Symbol = Rules.Symbol,
        AssetClass = Rules.AssetClass,
        TickSize = Rules.TickSize,
        LotSize = Rules.LotSize,
        StartPrice = startPrice,
        VolatilityPerYear = VolatilityPerYear,
        SpreadBps = SpreadBps,
        QuotesPerSecond = QuotesPerSecond,
    };
}
