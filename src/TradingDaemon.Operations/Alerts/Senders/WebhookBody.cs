using System.Text.Json;

namespace TradingDaemon.Operations.Alerts.Senders;

/// <summary>The bodies webhooks take, as UTF-8.</summary>
/// <param name="daemon">Who says so.</param>
public sealed class WebhookBody(string daemon)
{
    /// <summary>Everything, for a receiver of your own.</summary>
    public byte[] Plain(AlertNotice notice) => JsonSerializer.SerializeToUtf8Bytes(NoticeDocument.Of(notice, daemon), NoticeJson.Default.NoticeDocument);

    /// <summary>As Slack takes it.</summary>
    public byte[] Slack(AlertNotice notice) => JsonSerializer.SerializeToUtf8Bytes(SlackDocument.Of(notice, daemon), NoticeJson.Default.SlackDocument);

    /// <summary>As Discord takes it.</summary>
    public byte[] Discord(AlertNotice notice) => JsonSerializer.SerializeToUtf8Bytes(DiscordDocument.Of(notice, daemon), NoticeJson.Default.DiscordDocument);

    /// <summary>As Telegram takes it.</summary>
    /// <param name="notice">What is said.</param>
    /// <param name="chat">To which chat.</param>
    public byte[] Telegram(AlertNotice notice, string chat) => JsonSerializer.SerializeToUtf8Bytes(TelegramDocument.Of(notice, daemon, chat), NoticeJson.Default.TelegramDocument);
}
