namespace TradingDaemon.Venues.Clock;

/// <summary>How a venue's clock is measured.</summary>
public sealed record VenueClockOptions
{
    /// <summary>How often it is measured; above zero. Crystals drift by milliseconds an hour, but machines are suspended and clocks are set.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest a request waits for a measurement it needs; then it goes with the time that is known.</summary>
    public TimeSpan EnsureMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Questions a measurement asks; at least 1. Only the quickest answers count, so one quick one among them is enough.</summary>
    public int Samples { get; init; } = 5;

    /// <summary>The most one measurement moves the estimate, either way; above zero.</summary>
    public TimeSpan SlewMax { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A difference this large is a clock that was set, not drift: the estimate steps once a second measurement says the same.</summary>
    public TimeSpan StepMin { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How coarsely the venue tells its time: what it tells is the middle of so much, wrong by half of it at most. Zero for exactly.</summary>
    public TimeSpan Grain { get; init; }

    /// <summary>The same for a venue that tells its time in whole seconds: what differs by less is no clock that was set, and asking more often at once tells no more.</summary>
    public VenueClockOptions OfWholeSeconds() => this with { Samples = 1, StepMin = TimeSpan.FromSeconds(1.5), Grain = TimeSpan.FromSeconds(1) };
}
