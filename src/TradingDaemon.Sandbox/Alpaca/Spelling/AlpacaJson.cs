using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Alpaca.Spelling;

/// <summary>JSON as Alpaca writes it: of the account amounts as texts, of the market as numbers, times with their fraction.</summary>
internal static class AlpacaJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An answer.</summary>
    public static Reply Reply(Action<Utf8JsonWriter> write, int status = 200) => new(status, Bytes(write));

    /// <summary>A request that was taken and is answered with nothing.</summary>
    public static Reply Nothing { get; } = new(204, []);

    /// <summary>A refusal.</summary>
    public static Reply Refusal(AlpacaError error) => Reply(json => WriteError(json, error), error.Status);

    /// <summary>A frame or a body.</summary>
    public static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options)) write(json);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A list of objects; <paramref name="write"/> writes each whole.</summary>
    public static void WriteList<T>(Utf8JsonWriter json, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray();
        foreach (var item in items) write(item);
        json.WriteEndArray();
    }

    /// <summary>An object of its own.</summary>
    public static void WriteObject(Utf8JsonWriter json, Action write)
    {
        json.WriteStartObject();
        write();
        json.WriteEndObject();
    }

    public static void WriteError(Utf8JsonWriter json, AlpacaError error) => WriteObject(json, () =>
    {
        json.WriteNumber("code", error.Code);
        json.WriteString("message", error.Message);
    });

    /// <summary>A market's number, without needless zeros.</summary>
    public static void WriteFigure(Utf8JsonWriter json, string name, decimal value) => json.WriteNumber(name, value / 1.000000000000000000000000000000m);

    /// <summary>A moment, or null.</summary>
    public static void WriteMoment(Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } known) json.WriteString(name, Moment(known));
        else json.WriteNull(name);
    }

    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
