using System.Text.Json.Serialization;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Operations.Control;

/// <summary>Alerts, channels and acknowledgements as JSON: camelCase names, severities as snake_case words. Reads what it writes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(SnakeCaseEnum<AlertSeverity>)])]
[JsonSerializable(typeof(AckRequest))]
[JsonSerializable(typeof(AckAnswer))]
[JsonSerializable(typeof(AlertsView))]
public sealed partial class AlertsJson : JsonSerializerContext;
