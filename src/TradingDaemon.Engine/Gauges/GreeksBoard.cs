using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Engine.Gauges;

/// <summary>The newest Greeks of each option, as a feed told them; an input like quotes, not remembered.</summary>
/// <param name="instrumentCount">Number of instruments in the catalogue.</param>
public sealed class GreeksBoard(int instrumentCount)
{
    private readonly OptionGreeks?[] _greeks = new OptionGreeks?[instrumentCount];

    /// <summary>Takes an option's Greeks.</summary>
    public void Set(InstrumentId option, in OptionGreeks greeks) => _greeks[option.Index] = greeks;

    /// <summary>The newest of an option no older than that, or null.</summary>
    public OptionGreeks? Find(InstrumentId option, TimeSpan ageMax, DateTimeOffset now) =>
        _greeks[option.Index] is { } greeks && (now - greeks.At).Duration() <= ageMax ? greeks : null;
}
