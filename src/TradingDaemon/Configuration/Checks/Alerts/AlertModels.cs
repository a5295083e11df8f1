using System.Collections.Immutable;
using System.Text.RegularExpressions;
using TradingDaemon.Configuration.Schema;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sections.Alerts;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Keyring;

namespace TradingDaemon.Configuration.Checks.Alerts;

/// <summary>Finds each channel's secrets in the environment, and says which channel is mute without them. A missing one stops no start: a daemon that holds positions comes back up, and tells by its health what is missing.</summary>
internal static partial class AlertModels
{
    /// <summary>What follows a channel's name in the names of variables.</summary>
    public const string Url = "URL";
    public const string Token = "TOKEN";
    public const string Password = "PASSWORD";

    /// <summary>Every channel with what was found for it; what is odd about it becomes a note.</summary>
    public static ImmutableSortedDictionary<string, AlertChannelModel> Of(DaemonSettings settings, ConfigurationInputs inputs, List<string> notes)
    {
        var models = ImmutableSortedDictionary.CreateBuilder<string, AlertChannelModel>(StringComparer.Ordinal);
        if (inputs.IsTrial) return models.ToImmutable();
        var variables = ConfigurationSources.Variables(inputs);
        var secrets = new SecretVariables(variables, path => File.ReadAllText(Path.GetFullPath(path, inputs.CurrentDirectory)));
        foreach (var (name, channel) in settings.Alerts.Channels.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            var warnings = new List<string>();
            string? Find(string what) => Wants(channel.Kind).Contains(what) ? secrets.Find(AlertChannelModel.VariableOf(name, what), warnings) : null;
            var (url, token, password) = (Find(Url), Find(Token), Find(Password));
            models.Add(name, new AlertChannelModel(name, channel, url, token, password, WhyMute(name, channel, url, token, password)));
            notes.AddRange(warnings.Select(warning => $"alerts:channels:{name}: {warning}."));
            if (models[name].WhyMute is { } why) notes.Add($"alerts:channels:{name} is mute: {why}.");
        }

        notes.AddRange(Strays(variables.Keys, models.Values));
        return models.ToImmutable();
    }

    /// <summary>The secrets a kind may have.</summary>
    private static IReadOnlyList<string> Wants(AlertChannelKind kind) => kind switch
    {
        AlertChannelKind.Webhook or AlertChannelKind.Telegram => [Url, Token],
        AlertChannelKind.Slack or AlertChannelKind.Discord => [Url],
        AlertChannelKind.Mail => [Password],
        _ => [],
    };

    private static string? WhyMute(string name, AlertChannelSettings channel, string? url, string? token, string? password) => channel.Kind switch
    {
        AlertChannelKind.Webhook or AlertChannelKind.Slack or AlertChannelKind.Discord when url is null => Missing("its address", name, Url),
        AlertChannelKind.Telegram when token is null => Missing("its bot's token", name, Token),
        AlertChannelKind.Mail when channel.User is not null && password is null => Missing($"the password of {channel.User}", name, Password),
        _ => null,
    };

    private static string Missing(string what, string name, string variable) =>
        $"{what} is not in the environment ({AlertChannelModel.VariableOf(name, variable)}; or in a file, which the same name with {SecretVariables.FileSuffix} tells)";

    // A secret under a misspelt name is read by nobody, and nobody would say so.
    private static IEnumerable<string> Strays(IEnumerable<string> variables, IEnumerable<AlertChannelModel> models)
    {
        var known = models.SelectMany(static model => Wants(model.Settings.Kind).Select(model.Variable)).ToHashSet(StringComparer.Ordinal);
        foreach (var name in variables.Where(static name => Variable().IsMatch(name)).Order(StringComparer.Ordinal))
        {
            var plain = name.EndsWith(SecretVariables.FileSuffix, StringComparison.Ordinal) ? name[..^SecretVariables.FileSuffix.Length] : name;
            if (known.Contains(plain)) continue;
            yield return $"{name} belongs to no alert channel{(NearestName.Find(plain, known) is { } near ? $"; did you mean {near}?" : ".")}";
        }
    }

    [GeneratedRegex("^ALERTS_[A-Z0-9_]+_(URL|TOKEN|PASSWORD)(_FILE)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
