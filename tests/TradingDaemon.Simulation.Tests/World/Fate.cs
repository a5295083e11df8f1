namespace TradingDaemon.Simulation.Tests.World;

/// <summary>All chance of one run: one seed, one stream of numbers, and a switch that ends the lies and the kills.</summary>
internal sealed class Fate(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>False once the world has become honest: messages arrive, nobody is killed.</summary>
    public bool IsCruel { get; set; } = true;

    /// <summary>Kills so far.</summary>
    public int Kills { get; private set; }

    public int Next(int below) => _random.Next(below);

    public int Next(int from, int below) => _random.Next(from, below);

    public double Uniform() => _random.NextDouble();

    /// <summary>True once in <paramref name="count"/> times.</summary>
    public bool OneIn(int count) => _random.Next(count) == 0;

    /// <summary>A fault that happens once in <paramref name="count"/> times while the world is cruel.</summary>
    public bool Strikes(int count) => _random.Next(count) == 0 && IsCruel;

    public TimeSpan Between(int fromMilliseconds, int belowMilliseconds) => TimeSpan.FromMilliseconds(_random.Next(fromMilliseconds, belowMilliseconds));

    /// <summary>A place between two steps where the daemon may be killed.</summary>
    public void Point(int oneIn = KillOneIn)
    {
        if (!Strikes(oneIn)) return;
        Kills++;
        throw new Killed();
    }

    private const int KillOneIn = 8_000;
}
