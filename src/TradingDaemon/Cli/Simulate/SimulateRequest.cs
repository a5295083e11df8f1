namespace TradingDaemon.Cli.Simulate;

/// <summary>What a simulation is asked for.</summary>
/// <param name="FromSeed">The first seed.</param>
/// <param name="Seeds">How many; above zero.</param>
/// <param name="Ticks">Market events of each run while the world is cruel; above zero.</param>
/// <param name="Faults">What may go wrong: names, separated by commas; or all, or none.</param>
/// <param name="Workers">Runs at the same time; above zero.</param>
internal sealed record SimulateRequest(int FromSeed, int Seeds, int Ticks, string Faults, int Workers)
{
    /// <summary>Where the daemon dies, e.g. <c>kill@120</c> or <c>power@120+7</c>; null leaves it to chance.</summary>
    public string? Crash { get; init; }

    /// <summary>Whether the daemon dies at every point of the seed in turn, by kill and by power loss, and again at every distinct point of its recoveries.</summary>
    public bool EveryPoint { get; init; }

    /// <summary>One long run of so much virtual time instead; null for none.</summary>
    public TimeSpan? Soak { get; init; }

    /// <summary>Market events a virtual second in the long run.</summary>
    public int SoakRate { get; init; } = 10_000;

    /// <summary>Real time after which the long run ends wherever it is.</summary>
    public TimeSpan SoakRealMax { get; init; } = TimeSpan.FromMinutes(10);
}
