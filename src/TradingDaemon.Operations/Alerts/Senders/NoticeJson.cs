using System.Text.Json.Serialization;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Operations.Alerts.Senders;

/// <summary>Notices and the bodies chat services take, as JSON: snake_case names and words.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(SnakeCaseEnum<NoticeKind>), typeof(SnakeCaseEnum<AlertSeverity>)])]
[JsonSerializable(typeof(NoticeDocument))]
[JsonSerializable(typeof(SlackDocument))]
[JsonSerializable(typeof(DiscordDocument))]
[JsonSerializable(typeof(TelegramDocument))]
internal sealed partial class NoticeJson : JsonSerializerContext;
