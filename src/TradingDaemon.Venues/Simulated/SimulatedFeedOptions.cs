namespace TradingDaemon.Venues.Simulated;

/// <summary>The knobs of the simulated feed.</summary>
public sealed record SimulatedFeedOptions
{
    /// <summary>Seed of the market.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Market seconds per second of the clock given: 1 is real time, <see cref="double.PositiveInfinity"/> as fast as the receiver takes them; above zero.</summary>
    public double Speed { get; init; } = 1.0;

    /// <summary>Mean quotes per market second of each instrument; above zero.</summary>
    public double QuotesPerSecond { get; init; } = 10.0;

    /// <summary>Mean trades per quote; zero or more.</summary>
    public double TradesPerQuote { get; init; } = 0.3;

    /// <summary>Probability, per quote, that the price jumps; 0 to 1.</summary>
    public double GapProbability { get; init; }

    /// <summary>Standard deviation of a jump's log return.</summary>
    public double GapSize { get; init; } = 0.01;

    /// <summary>Mean length of a calm, normal or wild spell, market time.</summary>
    public TimeSpan RegimeDuration { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>How often due events are handed on, in time of the clock; one timer serves all.</summary>
    public TimeSpan BatchEvery { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>The most a feed makes up for after a stall, in time of the clock; what lies before is never simulated, so that a suspended machine does not wake to a flood.</summary>
    public TimeSpan CatchUpMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Behaviour by canonical symbol where it differs from what is usual for the asset class (and varied a little by seed).</summary>
    public IReadOnlyDictionary<string, SyntheticProfile> Profiles { get; init; } = new Dictionary<string, SyntheticProfile>();

    /// <summary>Where prices start, by canonical symbol, instead of at the profile's start price: the venue's last prices, to go on after a restart.</summary>
    public IReadOnlyDictionary<string, decimal> StartPrices { get; init; } = new Dictionary<string, decimal>();
}
