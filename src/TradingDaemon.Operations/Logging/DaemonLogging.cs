using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using TradingDaemon.Operations.Secrets;

namespace TradingDaemon.Operations.Logging;

/// <summary>Puts the daemon's logging into the host.</summary>
public static class DaemonLogging
{
    /// <summary>Lines waiting for a slow reader of our output. When full the newest are dropped and the console says how many: a stuck pipe must not stop trading.</summary>
    private const int WaitingLinesMax = 8_192;

    /// <summary>
    /// Replaces every log provider by one console that redacts at the sink. Uses the <see cref="SecretRedactor"/> and
    /// <see cref="TimeProvider"/> the host registered before, or adds them.
    /// </summary>
    public static ILoggingBuilder AddDaemonLogging(this ILoggingBuilder builder, LogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        builder.ClearProviders();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<SecretRedactor>();
        var shape = options.ShapeFor(options.ToStandardError ? Console.IsErrorRedirected : Console.IsOutputRedirected);
        builder.AddConsoleFormatter<JsonLines, ConsoleFormatterOptions>();
        builder.AddConsoleFormatter<ReadableLines, ConsoleFormatterOptions>();
        return builder.AddConsole(console =>
        {
            console.FormatterName = shape is LogShape.Json ? JsonLines.FormatterName : ReadableLines.FormatterName;
            console.MaxQueueLength = WaitingLinesMax;
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
            if (options.ToStandardError) console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
    }
}
