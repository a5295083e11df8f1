using System.Collections.Immutable;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Domain.Signals;

/// <summary>A strategy's proposal with the quote it was made on.</summary>
/// <param name="Strategy">Who proposes.</param>
/// <param name="Instrument">On what.</param>
/// <param name="Kind">What.</param>
/// <param name="Confidence">0…1.</param>
/// <param name="Reasoning">One sentence.</param>
/// <param name="Quote">The quote it was made on, or null when there was none.</param>
/// <param name="EstimatedSlippageFraction">(ask − bid) / mid of that quote, or null without one.</param>
/// <param name="QuantityBase">Wanted size, or null to let sizing decide.</param>
/// <param name="At">When it was made (UTC).</param>
/// <param name="ExpiresAt">From when it is worthless (UTC).</param>
/// <param name="TickReceivedTime">When the event that caused it was received: the start of tick-to-order latency.</param>
public sealed record Signal(
    StrategyId Strategy, InstrumentId Instrument, SignalKind Kind, double Confidence, string Reasoning, Quote? Quote,
    decimal? EstimatedSlippageFraction, decimal? QuantityBase, DateTimeOffset At, DateTimeOffset ExpiresAt, DateTimeOffset TickReceivedTime)
{
    /// <summary>Where the strategy itself wants an entry's loss cut, quote currency; null leaves it to its configuration.</summary>
    public decimal? StopQuote { get; init; }

    /// <summary>Where it wants the profit taken, quote currency; null leaves it to its configuration.</summary>
    public decimal? TargetQuote { get; init; }

    /// <summary>Average true range of the instrument when it was made, quote currency; null while unknown, and where nothing asks for it.</summary>
    public decimal? AtrQuote { get; init; }

    /// <summary>Volatility of the instrument when it was made: standard deviation of a year's logarithmic return; null as above.</summary>
    public decimal? VolatilityFraction { get; init; }

    /// <summary>When the instrument is usually traded: a weight for each equal part of the day (UTC); none while unknown, and where nothing asks for it. A parent order keeps them.</summary>
    public ImmutableArray<decimal> VolumeWeights { get => field.IsDefault ? [] : field; init; }

    /// <summary>The number of the signal from outside it is; null of a strategy's own.</summary>
    public long? AgentSignal { get; init; }

    /// <summary>Of <see cref="SignalKind.Quote"/>: what is to rest; null of every other. Never stored: the orders that come of it are.</summary>
    public QuoteSet? Quotes { get; init; }

    /// <summary>What the market was like when it was made. Never stored.</summary>
    public Regime Regime { get; init; }

    /// <summary>Whether the market was clearly wilder than usual then; read by the choice of an order's style.</summary>
    public bool IsVolatile => Regime == Regime.Volatile;

    /// <summary><see cref="TimeProvider.GetTimestamp"/> at which the causing tick was received; 0 when latency is not measured. Never stored.</summary>
    public long TickReceivedTimestamp { get; init; }
}
