using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Access;

/// <summary>How the sandbox exchange is traded at.</summary>
internal sealed record SandboxAccess
{
    /// <summary>Name of the account's key; best given by the environment.</summary>
    [TextPattern(@"\S{1,64}", "1 to 64 characters without spaces")]
    public string? Key { get; init; }

    /// <summary>What signs requests; never in a file that is shared.</summary>
    [TextPattern(@"\S.{0,255}", "1 to 256 characters")]
    public string? Secret { get; init; }

    /// <summary>How long after a request left its order may still not be shown: "not found" is proof only later.</summary>
    [DurationRange("00:00:00", "00:05:00")]
    public TimeSpan AbsenceProvenAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Weight of requests a minute until the exchange tells its limit; a fifth of it is never used.</summary>
    [NumberRange(60, 1e6)]
    public int WeightPerMinute { get; init; } = 1_200;

    /// <summary>Where it is and how patient we are; never what signs.</summary>
    public override string ToString() => nameof(SandboxAccess);
}
