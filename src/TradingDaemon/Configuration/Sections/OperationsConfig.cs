using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections;

/// <summary>How the daemon is watched.</summary>
internal sealed record OperationsConfig
{
    /// <summary>Where health, metrics and the API listen; the local machine only by default.</summary>
    [TextPattern(@"http://[A-Za-z0-9.*+\[\]:-]+:\d{1,5}/?", "a listening address such as http://127.0.0.1:8080")]
    public string Urls { get; init; } = "http://127.0.0.1:8080";

    /// <summary>The key whoever moves the daemon over HTTP sends as X-Api-Key; without one the controls answer to this machine alone.</summary>
    [TextPattern("[!-~]{16,128}", "16 to 128 printable characters without spaces")]
    public string? ApiKey { get; init; }

    /// <summary>How log lines are written.</summary>
    public LogFormat LogFormat { get; init; } = LogFormat.Auto;

    /// <summary>The least important level that is logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Time between summaries in a terminal; zero shows none.</summary>
    [DurationRange("00:00:00", "01:00:00")]
    public TimeSpan SummaryInterval { get; init; } = TimeSpan.FromSeconds(10);
}
