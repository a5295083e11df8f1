namespace TradingDaemon.Domain.Gatekeeping;

/// <summary>Whether entries are scored, by which model, and what a score below the threshold means. Off by default.</summary>
public sealed record GatekeeperPolicy
{
    /// <summary>What the scores are for.</summary>
    public GatekeeperMode Mode { get; init; } = GatekeeperMode.Off;

    /// <summary>The least score an entry needs under a veto, 0…1.</summary>
    public decimal Threshold { get; init; } = 0.55m;

    /// <summary>The model; null when there is none, and then nothing can be scored.</summary>
    public GatekeeperModel? Model { get; init; }
}
