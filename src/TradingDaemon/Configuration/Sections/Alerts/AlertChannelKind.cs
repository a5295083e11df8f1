namespace TradingDaemon.Configuration.Sections.Alerts;

/// <summary>What a channel is.</summary>
internal enum AlertChannelKind
{
    /// <summary>A file of JSON lines.</summary>
    File,

    /// <summary>JSON posted to a receiver of your own.</summary>
    Webhook,

    /// <summary>An incoming webhook of Slack, or of what speaks like it.</summary>
    Slack,

    /// <summary>A webhook of Discord.</summary>
    Discord,

    /// <summary>A bot of Telegram.</summary>
    Telegram,

    /// <summary>Mail over SMTP.</summary>
    Mail,
}
