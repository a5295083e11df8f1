using TradingDaemon.Configuration.Schema;
using TradingDaemon.Domain.Control;

namespace TradingDaemon.Configuration.Sections;

/// <summary>How the daemon ends.</summary>
internal sealed record ShutdownConfig
{
    /// <summary>What becomes of orders and positions.</summary>
    public ShutdownPolicy Policy { get; init; } = ShutdownPolicy.Cancel;

    /// <summary>How long that may take.</summary>
    [DurationRange("00:00:00.100", "00:10:00")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);
}
