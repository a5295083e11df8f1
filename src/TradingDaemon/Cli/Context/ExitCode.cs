namespace TradingDaemon.Cli.Context;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Refused or failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the configuration is wrong; nothing was started.</summary>
    public const int Misused = 2;

    /// <summary>A second interrupt ended it at once.</summary>
    public const int Interrupted = 130;
}
