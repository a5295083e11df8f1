using System.Text.Json.Serialization;
using TradingDaemon.Domain.Control;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Operations.Control;

/// <summary>Requests, answers and reports of the emergency stop as JSON: camelCase names, decimals as strings, states and acts as snake_case words.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true, IgnoreReadOnlyProperties = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(DecimalText), typeof(SnakeCaseEnum<EmergencyState>), typeof(SnakeCaseEnum<EmergencyAct>)])]
[JsonSerializable(typeof(ControlRequest))]
[JsonSerializable(typeof(ControlAnswer))]
[JsonSerializable(typeof(EmergencyView))]
[JsonSerializable(typeof(EmergencyReport))]
public sealed partial class ControlJson : JsonSerializerContext;
