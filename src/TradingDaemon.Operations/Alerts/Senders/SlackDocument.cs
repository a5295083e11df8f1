namespace TradingDaemon.Operations.Alerts.Senders;

/// <summary>The body of an incoming webhook of Slack, which Mattermost and Rocket.Chat take as well.</summary>
/// <param name="Text">What is shown, in Slack's own markup.</param>
/// <param name="UnfurlLinks">Whether links are shown as previews.</param>
internal sealed record SlackDocument(string Text, bool UnfurlLinks)
{
    /// <summary>What a notice says. Three characters mean something there, so that no text can call a whole channel.</summary>
    public static SlackDocument Of(AlertNotice notice, string daemon) =>
        new($"*{Plain($"[{daemon}] {NoticeText.Headline(notice)}")}*\n{Plain(NoticeText.Body(notice))}", UnfurlLinks: false);

    private static string Plain(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
