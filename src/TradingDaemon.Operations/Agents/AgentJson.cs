using System.Text.Json.Serialization;
using TradingDaemon.Domain.Agents;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Operations.Agents;

/// <summary>Answers as JSON: camelCase names, refusals as snake_case words.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true, Converters = [typeof(SnakeCaseEnum<AgentRefusal>)])]
[JsonSerializable(typeof(AgentAnswer))]
public sealed partial class AgentJson : JsonSerializerContext;
