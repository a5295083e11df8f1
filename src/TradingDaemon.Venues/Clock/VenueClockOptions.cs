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
}
