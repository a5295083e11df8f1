using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sections.Alerts;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Alerts.Delivery;
using TradingDaemon.Operations.Alerts.Senders;
using TradingDaemon.Operations.Secrets;

namespace TradingDaemon.Composition;

/// <summary>Makes the alert channels of the configuration.</summary>
internal static class AlertMaking
{
    private const int SecretPathLengthMin = 16; // what is shorter, as /alerts, is no secret
    private static readonly Uri Telegram = new("https://api.telegram.org");

    /// <summary>Whom alerts reach.</summary>
    public static AlertOptions Of(DaemonConfig config, TimeProvider clock) => new()
    {
        LogSeverityMin = config.Alerts.LogSeverityMin,
        RepeatAfter = config.Alerts.RepeatAfter,
        Escalation = new EscalationPolicy(config.Alerts.Escalation.After, config.Alerts.Escalation.TimesMax, config.Alerts.Escalation.SeverityMin),
        FlushMax = config.Alerts.FlushMax,
        Channels = [.. config.AlertChannels.Values.Select(channel => Channel(config, channel, clock))],
    };

    /// <summary>One channel.</summary>
    public static AlertChannelSetup Channel(DaemonConfig config, AlertChannelModel channel, TimeProvider clock)
    {
        var (settings, isFile) = (channel.Settings, channel.Settings.Kind == AlertChannelKind.File);
        var options = new DeliveryOptions
        {
            Name = channel.Name, Kind = KindOf(channel), SeverityMin = settings.SeverityMin, TellsEnds = settings.TellEnds, AttemptMax = settings.Timeout, RetryFor = settings.RetryFor,
            PerMinuteMax = settings.PerMinuteMax ?? (isFile ? 600 : 10), PerDayMax = settings.PerDayMax ?? (isFile ? 100_000 : 1_000),
        };
        return new(options, channel.WhyMute is { } why ? new MuteSender(why) : Sender(channel, $"{config.Tenant}/{config.Uid}", clock), channel.WhyMute);
    }

    /// <summary>The kind in one word, as it is configured.</summary>
    public static string KindOf(AlertChannelModel channel) => channel.Settings.Kind.ToString().ToLowerInvariant();

    /// <summary>Makes the channels' secrets unprintable; of an address also the part that lets anybody in.</summary>
    public static void Hide(DaemonConfig config, SecretRedactor redactor)
    {
        foreach (var secret in config.AlertChannels.Values.SelectMany(static channel => channel.Secrets))
        {
            redactor.Register(secret);
            if (Uri.TryCreate(secret, UriKind.Absolute, out var address) && address.PathAndQuery.Length >= SecretPathLengthMin) redactor.Register(address.PathAndQuery);
        }
    }

    private static IAlertSender Sender(AlertChannelModel channel, string daemon, TimeProvider clock)
    {
        var (settings, body) = (channel.Settings, new WebhookBody(daemon));
        return settings.Kind switch
        {
            AlertChannelKind.File => new FileSender(settings.Path!, settings.FileBytesMax, daemon),
            AlertChannelKind.Webhook => new WebhookSender(new Uri(channel.Url!), channel.Token, body.Plain, clock),
            AlertChannelKind.Slack => new WebhookSender(new Uri(channel.Url!), null, body.Slack, clock),
            AlertChannelKind.Discord => new WebhookSender(new Uri(channel.Url!), null, body.Discord, clock),
            AlertChannelKind.Telegram => new WebhookSender(BotAddress(channel), null, notice => body.Telegram(notice, settings.Chat!), clock),
            AlertChannelKind.Mail => new MailSender(new MailAccount(settings.Host!, settings.Port, settings.Security == MailSecurity.StartTls, settings.User, channel.Password, settings.From!, [.. settings.To]), daemon),
            _ => throw new ArgumentOutOfRangeException(nameof(channel), settings.Kind, "Unknown kind of channel."),
        };
    }

    private static Uri BotAddress(AlertChannelModel channel) =>
        new($"{(channel.Url is { } own ? new Uri(own) : Telegram).GetLeftPart(UriPartial.Path).TrimEnd('/')}/bot{channel.Token}/sendMessage");
}
