using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Reloading;

/// <summary>How changed files become what runs.</summary>
internal sealed record ReloadConfig
{
    /// <summary>Whether changed files are taken over by themselves; without it only a command or SIGHUP reads them.</summary>
    public bool Watch { get; init; }

    /// <summary>How often files are compared with what was read last.</summary>
    [DurationRange("00:00:00.250", "01:00:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long changed files must stay as they are before they are read: an editor may not have ended writing.</summary>
    [DurationRange("00:00:00", "00:10:00")]
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often watched files are read again although nothing seemed to change; zero never.</summary>
    [DurationRange("00:00:00", "1.00:00:00")]
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What becomes of a change that lets more through and that nobody confirmed.</summary>
    public LooserPolicy Looser { get; init; } = LooserPolicy.Refuse;
}
