using System.Text.Json.Serialization;
using TradingDaemon.Domain.Control;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Operations.Reloading;

/// <summary>Requests and answers of a reload as JSON: camelCase names, effects as snake_case words.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(SnakeCaseEnum<ChangeEffect>)])]
[JsonSerializable(typeof(ReloadRequest))]
[JsonSerializable(typeof(RollbackRequest))]
[JsonSerializable(typeof(ReloadAnswer))]
[JsonSerializable(typeof(ReloadView))]
public sealed partial class ReloadJson : JsonSerializerContext;
