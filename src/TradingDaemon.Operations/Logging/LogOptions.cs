namespace TradingDaemon.Operations.Logging;

/// <summary>How the daemon logs.</summary>
public sealed record LogOptions
{
    /// <summary>Null chooses: readable when standard output is a terminal, else JSON.</summary>
    public LogShape? Shape { get; init; }

    /// <summary>Logs go to standard error, for commands whose standard output is their result.</summary>
    public bool ToStandardError { get; init; }

    /// <summary>The shape in force.</summary>
    internal LogShape ShapeFor(bool outputIsRedirected) => Shape ?? (outputIsRedirected ? LogShape.Json : LogShape.Readable);
}
