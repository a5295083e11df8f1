using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using TradingDaemon.Operations.Secrets;

namespace TradingDaemon.Operations.Logging;

/// <summary>One JSON object a line: when, how bad, which event, from where, the sentence, its fields, the exception, the trace.</summary>
internal sealed class JsonLines(TimeProvider clock, SecretRedactor redactor) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "daemon-json";
    private const string TemplateKey = "{OriginalFormat}";
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // a log is not HTML
    private readonly LogText _text = new(redactor);

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", clock.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("level", EventNames.Snake(logEntry.LogLevel.ToString()));
            json.WriteNumber("event_id", logEntry.EventId.Id);
            json.WriteString("event", EventNames.Of(logEntry.EventId));
            json.WriteString("category", EventNames.Short(logEntry.Category));
            json.WriteString("message", _text.Clean(logEntry.Formatter(logEntry.State, logEntry.Exception)));
            WriteFields(json, logEntry.State as IReadOnlyList<KeyValuePair<string, object?>>);
            WriteTrace(json);
            if (logEntry.Exception is { } exception) WriteException(json, exception);
            json.WriteEndObject();
        }

        textWriter.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        textWriter.Write('\n');
    }

    private void WriteFields(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>>? fields)
    {
        if (fields is null || fields.All(static field => field.Key == TemplateKey)) return;
        json.WriteStartObject("fields");
        foreach (var (name, value) in fields)
        {
            if (name == TemplateKey) continue;
            json.WritePropertyName(EventNames.Snake(name));
            if (value is null) json.WriteNullValue();
            else if (SecretRedactor.IsSecretName(name)) json.WriteStringValue(SecretRedactor.Mask);
            else WriteValue(json, value);
        }

        json.WriteEndObject();
    }

    // Numbers stay numbers unless they are a secret; decimals are strings, so that no reader turns money into a double.
    private void WriteValue(Utf8JsonWriter json, object value)
    {
        var text = value switch
        {
            DateTimeOffset time => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            Enum word => EventNames.Snake(word.ToString()),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? string.Empty,
        };
        var clean = _text.Clean(text);
        var isNumber = value is sbyte or byte or short or ushort or int or uint or long or ulong || value is double d && double.IsFinite(d) || value is float f && float.IsFinite(f);
        if (value is bool flag) json.WriteBooleanValue(flag);
        else if (isNumber && ReferenceEquals(clean, text)) json.WriteRawValue(text);
        else json.WriteStringValue(clean);
    }

    private static void WriteTrace(Utf8JsonWriter json)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C } activity) return;
        json.WriteString("trace_id", activity.TraceId.ToHexString());
        json.WriteString("span_id", activity.SpanId.ToHexString());
    }

    private void WriteException(Utf8JsonWriter json, Exception exception)
    {
        json.WriteStartObject("exception");
        json.WriteString("type", exception.GetType().FullName);
        json.WriteString("message", _text.Clean(exception.Message));
        json.WriteString("stack", _text.Clean(exception.ToString()));
        json.WriteEndObject();
    }
}
