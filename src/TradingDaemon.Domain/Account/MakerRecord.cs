using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Domain.Account;

/// <summary>What a market maker did in one instrument since its first quote there: what its own bounds on losses are measured by. Amounts are in the instrument's quote currency.</summary>
/// <param name="Strategy">Who.</param>
/// <param name="Symbol">In what.</param>
public sealed record MakerRecord(StrategyId Strategy, Symbol Symbol)
{
    /// <summary>Fills that bought.</summary>
    public long Buys { get; init; }

    /// <summary>Fills that sold.</summary>
    public long Sells { get; init; }

    /// <summary>Realized since its first quote, net of fees.</summary>
    public decimal RealizedQuote { get; init; }

    /// <summary>What that was when the trading day began.</summary>
    public decimal DayBeganQuote { get; init; }

    /// <summary>The most it ever was, or was when a person last let it begin anew; zero or more at first.</summary>
    public decimal PeakQuote { get; init; }
}
