using System.Text.Json.Serialization;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;

namespace TradingDaemon.Storage.Json;

/// <summary>
/// How everything stored is spelled. Strict on reading: a field this version does not know, or one it misses, means that
/// another version wrote the row, and guessing about money is worse than stopping.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters =
    [
        typeof(PlainText.OfDecimal), typeof(PlainText.OfPrice), typeof(PlainText.OfQuantity), typeof(PlainText.OfSymbol),
        typeof(PlainText.OfStrategyId), typeof(PlainText.OfClientOrderId), typeof(PlainText.OfCurrency),
    ])]
[JsonSerializable(typeof(Fact))]
[JsonSerializable(typeof(AccountState))]
internal sealed partial class StorageJson : JsonSerializerContext;
