using System.Text.Json.Serialization;

namespace TradingDaemon.Cli.Reloading;

/// <summary>The history as JSON: camelCase names, effects as snake_case words.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(EffectWord)])]
[JsonSerializable(typeof(HistoryLine[]))]
internal sealed partial class HistoryJson : JsonSerializerContext;
