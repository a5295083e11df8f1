using System.Text.Json.Serialization;

namespace TradingDaemon.Operations.Tilts;

/// <summary>Requests and answers about the tilt journal as JSON: camelCase names.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TiltJournalRequest))]
[JsonSerializable(typeof(TiltJournalAnswer))]
public sealed partial class TiltJournalJson : JsonSerializerContext;
