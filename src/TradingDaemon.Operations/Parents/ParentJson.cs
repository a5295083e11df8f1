using System.Text.Json.Serialization;

namespace TradingDaemon.Operations.Parents;

/// <summary>Requests and answers about parent orders as JSON: camelCase names.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ParentRequest))]
[JsonSerializable(typeof(ParentAnswer))]
public sealed partial class ParentJson : JsonSerializerContext;
