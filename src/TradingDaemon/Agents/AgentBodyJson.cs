using System.Text.Json.Serialization;

namespace TradingDaemon.Agents;

/// <summary>Bodies of signals from outside: camelCase names, nothing unknown.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AgentBody))]
internal sealed partial class AgentBodyJson : JsonSerializerContext;
