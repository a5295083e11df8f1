namespace TradingDaemon.Operations.Alerts.Senders;

/// <summary>The body of Telegram's sendMessage. Without a parse mode: what looks like markup is shown as it is.</summary>
/// <param name="ChatId">Which chat.</param>
/// <param name="Text">What is shown; at most 4,096 characters.</param>
/// <param name="DisableNotification">Whether it comes without a sound.</param>
/// <param name="LinkPreviewOptions">How links are shown.</param>
internal sealed record TelegramDocument(string ChatId, string Text, bool DisableNotification, TelegramDocument.Preview LinkPreviewOptions)
{
    /// <summary>What a notice says. Only what wants somebody to look makes a sound.</summary>
    public static TelegramDocument Of(AlertNotice notice, string daemon, string chat) =>
        new(chat, NoticeText.Whole(notice, daemon), notice.Kind == NoticeKind.Ended || notice.Severity == AlertSeverity.Info, new(IsDisabled: true));

    /// <summary>How links are shown.</summary>
    internal sealed record Preview(bool IsDisabled);
}
