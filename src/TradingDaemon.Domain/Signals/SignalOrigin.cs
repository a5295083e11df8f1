using System.Text.Json.Serialization;
using TradingDaemon.Domain.Gatekeeping;
using TradingDaemon.Domain.Regimes;

namespace TradingDaemon.Domain.Signals;

/// <summary>What an order or a refusal goes back to: a strategy's signal and the prices it was made on. What a person, a tier or a shutdown asks for has none.</summary>
public sealed record SignalOrigin
{
    /// <summary>What was proposed.</summary>
    public required SignalKind Kind { get; init; }

    /// <summary>0…1.</summary>
    public required double Confidence { get; init; }

    /// <summary>When the signal was made (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the event that caused it was received (UTC).</summary>
    public required DateTimeOffset TickReceivedAt { get; init; }

    /// <summary>When the source says the quote was so (UTC); null when there was none.</summary>
    public DateTimeOffset? QuoteAt { get; init; }

    /// <summary>Bid of that quote, quote currency.</summary>
    public decimal? Bid { get; init; }

    /// <summary>Ask of that quote, quote currency.</summary>
    public decimal? Ask { get; init; }

    /// <summary>What crossing it costs: (ask − bid) / mid.</summary>
    public decimal? SpreadFraction { get; init; }

    /// <summary>The most the strategy lets it cost, as the same share; null when the strategy is not loaded any more.</summary>
    public decimal? SpreadMaxFraction { get; init; }

    /// <summary>Average true range it was made on, quote currency; null where nothing asked for it, and in origins of versions without it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? AtrQuote { get; init; }

    /// <summary>Volatility it was made on, a year; null as above.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? VolatilityFraction { get; init; }

    /// <summary>What the gatekeeper said of the entry; null while it is off, of exits, and in origins of versions without it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GatekeeperScore? Gatekeeper { get; init; }

    /// <summary>What the market was like when the entry was decided; null where nobody tells, of exits, and in origins of versions without it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MarketCondition? Market { get; init; }

    /// <summary>How many times as large as its strategy sized or asked for it the account made the entry, above 0: for tilt, losses, a new tier, the market and the volatility index. Null for once, of exits, and in origins of versions without it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? SizeFactor { get; init; }

    /// <summary>The number of the signal from outside it is; null of a strategy's own, and in origins of versions without it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? AgentSignal { get; init; }

    /// <summary>Of a signal.</summary>
    /// <param name="signal">Which.</param>
    /// <param name="spreadMaxFraction">The strategy's own limit.</param>
    public static SignalOrigin Of(Signal signal, decimal? spreadMaxFraction) => new()
    {
        Kind = signal.Kind, Confidence = signal.Confidence, At = signal.At, TickReceivedAt = signal.TickReceivedTime, QuoteAt = signal.Quote?.SourceTime,
        Bid = signal.Quote?.Bid.QuotePerBase, Ask = signal.Quote?.Ask.QuotePerBase, SpreadFraction = signal.EstimatedSlippageFraction ?? signal.Quote?.SpreadFraction, SpreadMaxFraction = spreadMaxFraction,
        AtrQuote = signal.AtrQuote, VolatilityFraction = signal.VolatilityFraction, AgentSignal = signal.AgentSignal,
    };

    /// <summary>The same with a part of the entry: what its score was made of stands with the whole, once.</summary>
    public SignalOrigin OfPart() => Gatekeeper is { Features: not null } score ? this with { Gatekeeper = score with { Features = null } } : this;
}
