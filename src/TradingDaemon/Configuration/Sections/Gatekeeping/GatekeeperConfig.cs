using TradingDaemon.Configuration.Schema;
using TradingDaemon.Domain.Gatekeeping;

namespace TradingDaemon.Configuration.Sections.Gatekeeping;

/// <summary>Whether entries are scored by a model, and what for; exits never are.</summary>
internal sealed record GatekeeperConfig
{
    /// <summary>What the scores are for.</summary>
    public GatekeeperMode Mode { get; init; } = GatekeeperMode.Off;

    /// <summary>The least score an entry needs under a veto.</summary>
    [NumberRange(0, 1)]
    public decimal Threshold { get; init; } = 0.55m;

    /// <summary>What it scores by.</summary>
    public GatekeeperModelConfig Regression { get; init; } = new();
}
