using TradingDaemon.Exchange.Synthetic;

namespace TradingDaemon.Sandbox.Faults;

/// <summary>A fault at work: what it saw and how often it struck. Its draws are its own, so that no other fault changes them.</summary>
internal sealed class ActiveFault(int id, Fault fault, ulong seed)
{
    private readonly SeededRandom _random = new(seed ^ (0x9E3779B97F4A7C15UL * (ulong)id));

    public int Id => id;

    public Fault Fault => fault;

    public long Seen { get; private set; }

    public long Hits { get; private set; }

    public bool IsSpent => Hits >= fault.Count;

    /// <summary>Counts an occasion and says whether it is struck.</summary>
    public FaultHit? Meet()
    {
        if (IsSpent || ++Seen <= fault.Skip) return null;
        if (fault.Probability < 1.0 && _random.NextUniform() >= fault.Probability) return null;
        Hits++;
        return new FaultHit(fault, fault.MaxMs is null ? 0.0 : _random.NextUniform());
    }
}
