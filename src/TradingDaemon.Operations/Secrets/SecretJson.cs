using System.Text.Json.Serialization;

namespace TradingDaemon.Operations.Secrets;

/// <summary>Spells a secret as JSON would.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class SecretJson : JsonSerializerContext;
