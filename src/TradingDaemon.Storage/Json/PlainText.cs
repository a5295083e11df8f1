using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Storage.Json;

/// <summary>Writes the domain's one-value types as the plain strings they stand for. Numbers of money are strings too: no reader may take them for doubles.</summary>
internal static class PlainText
{
    internal sealed class OfDecimal : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => ReadDecimal(ref reader);

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => WriteDecimal(writer, value);
    }

    internal sealed class OfPrice : JsonConverter<Price>
    {
        public override Price Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            Price.TryFrom(ReadDecimal(ref reader)) ?? throw new JsonException("A price is above zero.");

        public override void Write(Utf8JsonWriter writer, Price value, JsonSerializerOptions options) => WriteDecimal(writer, value.QuotePerBase);
    }

    internal sealed class OfQuantity : JsonConverter<Quantity>
    {
        public override Quantity Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            Quantity.TryFrom(ReadDecimal(ref reader)) ?? throw new JsonException("A quantity is above zero.");

        public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options) => WriteDecimal(writer, value.Base);
    }

    internal sealed class OfSymbol : JsonConverter<Symbol>
    {
        public override Symbol Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(ReadText(ref reader));

        public override void Write(Utf8JsonWriter writer, Symbol value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
    }

    internal sealed class OfStrategyId : JsonConverter<StrategyId>
    {
        public override StrategyId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(ReadText(ref reader));

        public override void Write(Utf8JsonWriter writer, StrategyId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
    }

    internal sealed class OfClientOrderId : JsonConverter<ClientOrderId>
    {
        public override ClientOrderId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(ReadText(ref reader));

        public override void Write(Utf8JsonWriter writer, ClientOrderId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
    }

    internal sealed class OfCurrency : JsonConverter<Currency>
    {
        public override Currency Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(ReadText(ref reader));

        public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
    }

    private static string ReadText(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("A string is expected.");

    private static decimal ReadDecimal(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String
        && decimal.TryParse(reader.ValueSpan, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException("A decimal number in quotes is expected.");

    private static void WriteDecimal(Utf8JsonWriter writer, decimal value)
    {
        Span<byte> bytes = stackalloc byte[32]; // sign, 29 digits, point
        _ = value.TryFormat(bytes, out var written, default, CultureInfo.InvariantCulture);
        writer.WriteStringValue(bytes[..written]);
    }
}
