using System.Text.Json.Serialization;

namespace TradingDaemon.Storage.Emergency;

/// <summary>How the flag is spelled; strict, because a flag that is half understood must count as pulled.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(EmergencyFlag))]
internal sealed partial class EmergencyJson : JsonSerializerContext;
