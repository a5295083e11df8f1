using System.Text.Json.Serialization;
using TradingDaemon.Domain.Control;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Operations.Web;

/// <summary>The health bodies as JSON: snake_case names, as health endpoints are commonly read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(SnakeCaseEnum<AlertSeverity>), typeof(SnakeCaseEnum<EmergencyState>)])]
[JsonSerializable(typeof(HealthDocument))]
[JsonSerializable(typeof(ProbeDocument))]
internal sealed partial class HealthJson : JsonSerializerContext;
