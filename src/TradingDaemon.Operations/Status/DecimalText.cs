using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingDaemon.Operations.Status;

/// <summary>Decimals as JSON strings: a reader that parses numbers as doubles would change money.</summary>
internal sealed class DecimalText : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        decimal.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw new JsonException("A decimal is written as a string, e.g. \"1.5\".");

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
}
