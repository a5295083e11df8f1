using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Domain.Strategies;

/// <summary>
/// What a strategy sees of one instrument at one event. Doubles, because strategies are statistics; the exact quote
/// travels with the signal and money is decided on that.
/// </summary>
public readonly record struct MarketView
{
    /// <summary>The instrument.</summary>
    public required Instrument Instrument { get; init; }

    /// <summary>What kind of event triggered the call.</summary>
    public required MarketEventKind Kind { get; init; }

    /// <summary>The daemon's time of the event (UTC).</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Best bid, or NaN before the first quote.</summary>
    public required double Bid { get; init; }

    /// <summary>Best ask, or NaN before the first quote.</summary>
    public required double Ask { get; init; }

    /// <summary>(bid + ask) / 2; the last trade or bar close before the first quote.</summary>
    public required double Mid { get; init; }

    /// <summary>(ask − bid) / mid, or NaN before the first quote.</summary>
    public required double SpreadFraction { get; init; }

    /// <summary>Last trade price, or NaN before the first trade.</summary>
    public required double LastTrade { get; init; }

    /// <summary>True when this event closed a bar of the interval the strategy asked for; then <see cref="ClosedBar"/> is set.</summary>
    public required bool HasClosedBar { get; init; }

    /// <summary>The bar just closed; meaningless unless <see cref="HasClosedBar"/>.</summary>
    public required Bar ClosedBar { get; init; }
}
