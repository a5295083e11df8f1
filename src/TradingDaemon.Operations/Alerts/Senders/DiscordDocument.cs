namespace TradingDaemon.Operations.Alerts.Senders;

/// <summary>The body of a webhook of Discord.</summary>
/// <param name="Content">What is shown; at most 2,000 characters.</param>
/// <param name="AllowedMentions">Who may be called by it: nobody.</param>
internal sealed record DiscordDocument(string Content, DiscordDocument.Mentions AllowedMentions)
{
    private const int ContentMax = 2_000;

    /// <summary>What a notice says.</summary>
    public static DiscordDocument Of(AlertNotice notice, string daemon)
    {
        var text = NoticeText.Whole(notice, daemon);
        return new(text.Length <= ContentMax ? text : text[..ContentMax], new([]));
    }

    /// <summary>Kinds of people and roles a text may call.</summary>
    internal sealed record Mentions(IReadOnlyList<string> Parse);
}
