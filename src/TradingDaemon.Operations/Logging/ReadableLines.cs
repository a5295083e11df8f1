using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using TradingDaemon.Operations.Secrets;

namespace TradingDaemon.Operations.Logging;

/// <summary>One readable line: time, level, event and sentence. Only an error brings its stack along, indented below.</summary>
internal sealed class ReadableLines(TimeProvider clock, SecretRedactor redactor) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "daemon-readable";
    private readonly LogText _text = new(redactor);

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new StringBuilder(256);
        line.Append(clock.GetUtcNow().UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)).Append("Z ");
        line.Append(Level(logEntry.LogLevel)).Append(' ');
        line.Append(logEntry.EventId.Name is null ? EventNames.Short(logEntry.Category) : EventNames.Of(logEntry.EventId)).Append(": ");
        AppendOneLine(line, _text.Clean(logEntry.Formatter(logEntry.State, logEntry.Exception)));
        if (logEntry.Exception is { } exception) AppendException(line, exception, withStack: logEntry.LogLevel >= LogLevel.Error);
        textWriter.Write(line.Append('\n'));
    }

    private void AppendException(StringBuilder line, Exception exception, bool withStack)
    {
        line.Append(" [").Append(exception.GetType().Name).Append(": ");
        AppendOneLine(line, _text.Clean(exception.Message));
        line.Append(']');
        if (!withStack) return;
        foreach (var part in _text.Clean(exception.ToString()).Split('\n'))
        {
            line.Append("\n    ");
            AppendOneLine(line, part.Trim());
        }
    }

    // Control characters could move the cursor or forge a second line.
    private static void AppendOneLine(StringBuilder line, string text)
    {
        foreach (var character in text) line.Append(char.IsControl(character) ? ' ' : character);
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "WARN",
        LogLevel.Error => "ERROR",
        _ => "CRIT",
    };
}
