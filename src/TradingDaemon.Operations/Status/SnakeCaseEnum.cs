using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingDaemon.Operations.Status;

/// <summary>Enums as snake_case words, e.g. <c>partially_filled</c>: the same words as in metrics and logs.</summary>
internal sealed class SnakeCaseEnum<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) where TEnum : struct, Enum;
