using System.Text.RegularExpressions;
using TradingDaemon.Configuration.Checks.Alerts;
using TradingDaemon.Configuration.Checks.Venues;
using TradingDaemon.Configuration.Schema;
using TradingDaemon.Configuration.Sections.Alerts;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Keyring;

namespace TradingDaemon.Configuration.Checks;

/// <summary>Whether each alert channel has what its kind needs, and nothing of another kind.</summary>
internal static partial class AlertRules
{
    private const string Log = "log"; // it is always there
    private const int ImplicitTlsPort = 465;

    private static readonly Dictionary<string, AlertChannelKind> OwnKeys = new(StringComparer.Ordinal)
    {
        ["path"] = AlertChannelKind.File, ["fileBytesMax"] = AlertChannelKind.File, ["chat"] = AlertChannelKind.Telegram, ["host"] = AlertChannelKind.Mail, ["port"] = AlertChannelKind.Mail,
        ["security"] = AlertChannelKind.Mail, ["user"] = AlertChannelKind.Mail, ["from"] = AlertChannelKind.Mail, ["to"] = AlertChannelKind.Mail,
    };

    /// <summary>Adds every fault.</summary>
    public static void Run(RuleContext context)
    {
        foreach (var (name, model) in context.Alerts.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            var place = $"alerts:channels:{name}";
            if (!context.IsSound(place)) continue;
            if (name == Log) context.Refuse(place, name, "The log is always told; alerts:logSeverityMin says of what.", "another name");
            Foreign(context, place, model);
            Needed(context, place, model.Settings);
            Secrets(context, place, model);
        }
    }

    private static void Foreign(RuleContext context, string place, AlertChannelModel model)
    {
        foreach (var (key, kind) in OwnKeys)
            if (kind != model.Settings.Kind && context.Table.Leaves.Keys.FirstOrDefault(leaf => leaf == $"{place}:{key}" || leaf.StartsWith($"{place}:{key}:", StringComparison.Ordinal)) is { } path)
                context.Refuse(path, context.Table.Leaves[path].Key.Value, $"A channel of kind {ValueSyntax.Write(model.Settings.Kind)} has no such thing.", $"kind {ValueSyntax.Write(kind)}, or without the key");
    }

    private static void Needed(RuleContext context, string place, AlertChannelSettings channel)
    {
        if (channel.Kind == AlertChannelKind.Telegram && channel.Chat is null) context.Refuse($"{place}:chat", null, "Which chat it is, is not said.", "a chat's number, e.g. -1001234567890, or its @name");
        if (channel.Kind != AlertChannelKind.Mail) return;
        if (channel.Host is null) context.Refuse($"{place}:host", null, "The mail server is not said.", "a host name or address");
        if (channel.From is null) context.Refuse($"{place}:from", null, "The sender is not said.", "a mail address");
        if (channel.To.Count == 0) context.Refuse($"{place}:to", null, "No recipient is said.", "at least one mail address");
        if (channel.Port == ImplicitTlsPort) context.Refuse($"{place}:port", $"{channel.Port}", "A server there encrypts from the first byte, and mail is sent by a client that begins in the clear and then encrypts (STARTTLS): nothing would ever arrive.", "587, where nearly every provider takes the same mail");
        if (channel is { Security: MailSecurity.None, Host: { } host } && !Addresses.IsNear(host))
            context.Refuse($"{place}:security", "none", "Anybody on the way could read the mail, and its password.", "startTls; none is for a server on this machine or network");
    }

    private static void Secrets(RuleContext context, string place, AlertChannelModel model)
    {
        if (model.Url is { } url)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                RefuseSecret(context, place, model.Variable(AlertModels.Url), "holds no address.", "an address that begins with https://");
            else if (address.Scheme == "http" && !Addresses.IsNear(address.DnsSafeHost))
                RefuseSecret(context, place, model.Variable(AlertModels.Url), "holds an address without encryption: anybody on the way could read it, and post there.", "https; http is for this machine or network");
        }

        if (model is { Settings.Kind: AlertChannelKind.Telegram, Token: { } token } && !BotToken().IsMatch(token))
            RefuseSecret(context, place, model.Variable(AlertModels.Token), "holds no token of a Telegram bot.", "the bot's number, a colon and its key, as BotFather gives it");
        if (model is { Settings.Kind: AlertChannelKind.Webhook, Token: { } bearer } && !Printable().IsMatch(bearer))
            RefuseSecret(context, place, model.Variable(AlertModels.Token), "holds what cannot be sent in a header.", "printable characters without spaces");
    }

    // A secret stands where variables do, and never in the file that has the channel.
    private static void RefuseSecret(RuleContext context, string place, string variable, string what, string allowed)
    {
        var source = ConfigurationSources.SecretSources(context.Inputs).FirstOrDefault(one => new SecretVariables(one.Variables, static _ => "").IsNamed(variable));
        context.Faults.Add(new(source?.Name ?? context.Table.OriginOf(place), place, null, $"{variable} {what}", allowed));
    }

    [GeneratedRegex(@"^\d{1,20}:[\w-]{10,100}$", RegexOptions.CultureInvariant)]
    private static partial Regex BotToken();

    [GeneratedRegex("^[!-~]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Printable();
}
