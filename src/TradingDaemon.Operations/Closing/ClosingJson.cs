using System.Text.Json.Serialization;

namespace TradingDaemon.Operations.Closing;

/// <summary>Requests and answers about closing as JSON: camelCase names.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CloseRequest))]
[JsonSerializable(typeof(CloseAnswer))]
public sealed partial class ClosingJson : JsonSerializerContext;
