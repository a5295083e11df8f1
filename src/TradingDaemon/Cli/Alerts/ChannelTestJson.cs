using System.Text.Json.Serialization;

namespace TradingDaemon.Cli.Alerts;

/// <summary>Tests of channels as JSON: camelCase names.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ChannelTestReport))]
internal sealed partial class ChannelTestJson : JsonSerializerContext;
