namespace TradingDaemon.Simulation.Chance;

/// <summary>All chance of one run: one seed, one stream of numbers, and a switch that ends the faults.</summary>
/// <param name="seed">The run's number.</param>
/// <param name="faults">What may go wrong.</param>
/// <param name="rarity">How much rarer things are that may happen at every tick, where ticks are many; 1 or more.</param>
internal sealed class Fate(int seed, FaultKinds faults, int rarity = 1)
{
    private readonly Random _random = new(seed);

    /// <summary>False once the world has become honest: messages arrive, nobody is killed.</summary>
    public bool IsCruel { get; set; } = true;

    public int Next(int below) => _random.Next(below);

    public int Next(int from, int below) => _random.Next(from, below);

    public double Uniform() => _random.NextDouble();

    /// <summary>True once in <paramref name="count"/> times.</summary>
    public bool OneIn(int count) => _random.Next(count) == 0;

    /// <summary>Whether such a thing may happen now.</summary>
    public bool Allows(FaultKinds kind) => IsCruel && (faults & kind) != 0;

    /// <summary>A fault that happens once in <paramref name="count"/> times while its kind may.</summary>
    public bool Strikes(FaultKinds kind, int count) => _random.Next(count) == 0 && Allows(kind);

    /// <summary>The same for what may happen at every tick.</summary>
    public bool StrikesInTick(FaultKinds kind, int count) => Strikes(kind, count * rarity);

    /// <summary>True once in so many times, less often where ticks are many.</summary>
    public bool OneInCrashes(int count) => _random.Next(count * Math.Max(1, rarity / 5)) == 0;

    public TimeSpan Between(int fromMilliseconds, int belowMilliseconds) => TimeSpan.FromMilliseconds(_random.Next(fromMilliseconds, belowMilliseconds));
}
