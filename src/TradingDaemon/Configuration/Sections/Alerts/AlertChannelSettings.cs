using TradingDaemon.Configuration.Schema;
using TradingDaemon.Operations.Alerts;

namespace TradingDaemon.Configuration.Sections.Alerts;

/// <summary>A channel alerts go through, as the files say it. Addresses of webhooks, tokens and passwords are never among them: they come from the environment.</summary>
internal sealed record AlertChannelSettings
{
    private const string Mailbox = "[^\\s@<>,;\"]+@[^\\s@<>,;\"]+";
    private const string MailboxWords = "a mail address, e.g. ops@example.org";

    /// <summary>What it is.</summary>
    public required AlertChannelKind Kind { get; init; }

    /// <summary>Lesser alerts are not for it.</summary>
    public AlertSeverity SeverityMin { get; init; } = AlertSeverity.Warning;

    /// <summary>Whether it is told that a matter ended.</summary>
    public bool TellEnds { get; init; } = true;

    /// <summary>Notices in a minute, half of them for critical ones alone; absent means 10, for a file 600.</summary>
    [NumberRange(2, 6_000)]
    public int? PerMinuteMax { get; init; }

    /// <summary>Notices in a day (UTC), half of them for critical ones alone; absent means 1,000, for a file 100,000.</summary>
    [NumberRange(2, 1e6)]
    public int? PerDayMax { get; init; }

    /// <summary>Longest time for one attempt.</summary>
    [DurationRange("00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a notice is tried again; zero tries once.</summary>
    [DurationRange("00:00:00", "1.00:00:00")]
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Of a file: where it is; absent means alerts.jsonl in the data directory.</summary>
    public string? Path { get; init; }

    /// <summary>Of a file: how long it may grow before it is put aside; four older ones are kept.</summary>
    [NumberRange(10_000, 1e9)]
    public long FileBytesMax { get; init; } = 10_000_000;

    /// <summary>Of Telegram: the chat's number, or its @name.</summary>
    [TextPattern("-?[0-9]{1,20}|@[A-Za-z0-9_]{4,64}", "a chat's number, e.g. -1001234567890, or its @name")]
    public string? Chat { get; init; }

    /// <summary>Of mail: the server.</summary>
    [TextPattern(@"[A-Za-z0-9.:_-]{1,255}", "a host name or address")]
    public string? Host { get; init; }

    /// <summary>Of mail: its port for submission.</summary>
    [NumberRange(1, 65_535)]
    public int Port { get; init; } = 587;

    /// <summary>Of mail: how the way there is kept from others.</summary>
    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    /// <summary>Of mail: who logs in; absent means nobody does.</summary>
    public string? User { get; init; }

    /// <summary>Of mail: the sender.</summary>
    [TextPattern(Mailbox, MailboxWords)]
    public string? From { get; init; }

    /// <summary>Of mail: the recipients.</summary>
    [TextPattern(Mailbox, MailboxWords)]
    public IReadOnlyList<string> To { get; init; } = [];
}
