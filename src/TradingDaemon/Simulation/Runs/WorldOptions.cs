using TradingDaemon.Domain.Ports;
using TradingDaemon.Engine.Account;
using TradingDaemon.Simulation.Chance;

namespace TradingDaemon.Simulation.Runs;

/// <summary>What one simulated world is made from; nothing else decides what happens in it.</summary>
internal sealed record WorldOptions
{
    /// <summary>Chooses everything that is left to chance.</summary>
    public required int Seed { get; init; }

    /// <summary>Market events before the world becomes honest.</summary>
    public int Ticks { get; init; } = 600;

    /// <summary>What may go wrong.</summary>
    public FaultKinds Faults { get; init; } = FaultKinds.All;

    /// <summary>Where the daemon dies, given number and kind of a point; null leaves it to chance.</summary>
    public Func<long, FaultPointKind, CrashKind?>? Crashes { get; init; }

    /// <summary>Shortest and longest wait between two market events.</summary>
    public (TimeSpan Min, TimeSpan Max) Gap { get; init; } = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(250));

    /// <summary>How much rarer things are that may happen at every tick, where ticks are many; 1 or more.</summary>
    public int TickRarity { get; init; } = 1;

    /// <summary>Whether the account surely adopts what strangers do; else chance says.</summary>
    public bool Adopts { get; init; }

    /// <summary>Facts the oracle keeps; a run that is compared as a whole keeps all of them.</summary>
    public int FactsKeptMax { get; init; } = int.MaxValue;

    /// <summary>Directory of the machine for the store; null for the simulated disk, which alone can fail in the middle of an operation.</summary>
    public string? StoreDirectory { get; init; }

    /// <summary>A weakness put in on purpose, to see that it is found: may turn each venue event into several before the engine takes it.</summary>
    public Func<AccountEngine, VenueEvent, IEnumerable<VenueEvent>>? Weakness { get; init; }
}
