using System.Globalization;
using TradingDaemon.Domain.Measures;

namespace TradingDaemon.Operations.Alerts.Senders;

/// <summary>A notice in words, for people.</summary>
internal static class NoticeText
{
    /// <summary>Longer texts are cut: it fits every service, whose limits begin at 2,000 characters.</summary>
    public const int TextMax = 1_500;

    /// <summary>What it is about, on one line.</summary>
    public static string Headline(AlertNotice notice) => notice.Kind switch
    {
        NoticeKind.Ended => $"ENDED {notice.Alert.Key} (was {Word(notice.Severity)})",
        NoticeKind.Escalated => string.Create(CultureInfo.InvariantCulture, $"{Word(notice.Severity)} {notice.Alert.Key}, not acknowledged, told again ({notice.Alert.Escalations})"),
        NoticeKind.LeftOut => $"LEFT OUT {notice.Alert.Key}",
        NoticeKind.Test => $"TEST {notice.Alert.Key}",
        _ => $"{Word(notice.Severity)} {notice.Alert.Key}",
    };

    /// <summary>What is the matter, then since when and what to do about it.</summary>
    public static string Body(AlertNotice notice)
    {
        var alert = notice.Alert;
        var more = notice.Kind switch
        {
            NoticeKind.Raised or NoticeKind.Escalated => string.Create(CultureInfo.InvariantCulture,
                $"\nSince {alert.FirstAt:u}, raised {Counted.Of(alert.Count, "time")}. Yours? tradingdaemon alerts ack {alert.Id}"),
            NoticeKind.Ended => string.Create(CultureInfo.InvariantCulture, $"\nIt lasted {(notice.At - alert.FirstAt):d\\.hh\\:mm\\:ss}, from {alert.FirstAt:u} to {notice.At:u}."),
            _ => "",
        };
        return Cut(alert.Text) + more;
    }

    /// <summary>All of it, under the name of the daemon that says so.</summary>
    public static string Whole(AlertNotice notice, string daemon) => $"[{daemon}] {Headline(notice)}\n{Body(notice)}";

    /// <summary>The severity in capitals.</summary>
    public static string Word(AlertSeverity severity) => severity.ToString().ToUpperInvariant();

    private static string Cut(string text)
    {
        if (text.Length <= TextMax) return text;
        var end = char.IsHighSurrogate(text[TextMax - 1]) ? TextMax - 1 : TextMax;
        return text[..end] + "…";
    }
}
