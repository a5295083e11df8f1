using System.Globalization;
using TradingDaemon.Configuration.Checks.Venues;
using TradingDaemon.Configuration.Schema;
using TradingDaemon.Configuration.Sections.Venues;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Configuration.Checks;

/// <summary>Whether each venue is where its mode says, and money is at stake only where a person said so three times: for the account, for the venue, and in the environment.</summary>
internal static class VenueRules
{
    private static readonly TimeSpan SeriesIntervalMin = TimeSpan.FromSeconds(10);
    private static readonly string[] Taken = [VenueAssignment.Simulated, "replay", FallbackBook.Venue];

    /// <summary>Adds every fault.</summary>
    public static void Run(RuleContext context)
    {
        var settings = context.Settings;
        foreach (var (name, venue) in settings.Venues.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            if (!context.IsSound($"venues:{name}")) continue;
            if (Taken.Contains(name, StringComparer.Ordinal)) context.Refuse($"venues:{name}", name, "The name is taken by a venue of the daemon's own.", "another name");
            var model = context.Venues[name];
            if (model is { Adapter: not null, Hosts: null } or { Adapter: { TakesOrders: false, TellsPrices: false } }) context.Refuse($"venues:{name}:kind", VenueModels.Word(venue.Kind), "This version can show what the venue sends, and cannot trade there.", "another kind");
            else if (venue.Mode == RunMode.Live) Live(context, name, model);
            else Paper(context, name, model);
            TradedMax(context, name, model);
            Series(context, name, model);
            Feeds(context, name, model);
        }

        Choices(context);
        Accounts(context);
        if (settings.Mode == RunMode.Live && context.IsSound("venues") && !settings.Venues.Values.Any(static venue => venue.Mode == RunMode.Live))
            context.Refuse("mode", "live", "No venue is live, so nothing can be traded live.", "paper, or mode live at a venue besides");
        if (settings.Feed.Speed != "1" && context.IsSound("feed:speed") && settings.Instruments.Any(pair => context.IsSound($"instruments:{pair.Key}") && VenueAssignment.FeedOf(settings, pair.Value) is not null))
            context.Refuse("feed:speed", settings.Feed.Speed, "Other venues' markets go at their own speed.", "1");
    }

    private static void Paper(RuleContext context, string name, VenueModel model)
    {
        var url = model.Settings.Url;
        if (url is null && model.Settings.Kind == VenueKind.Sandbox) context.Refuse($"venues:{name}:url", null, "Where the sandbox is, is not said.", "an address such as http://127.0.0.1:9090");
        if (url is null || model.Adapter is not { } adapter || Addresses.IsPaper(adapter, new Uri(url))) return;
        context.Refuse($"venues:{name}:url", url, "The venue is in paper mode, and money may be at stake at this address.",
            Addresses.Play(adapter) is { } play ? $"{play.Rest.GetLeftPart(UriPartial.Authority)}, a sandbox of your own, or nothing" : "a sandbox of your own, or nothing: then only prices come from the venue");
    }

    // Beyond it the account is never compared, and nothing is entered.
    private static void TradedMax(RuleContext context, string name, VenueModel model)
    {
        if (model is not { Credentials: not null, Adapter.TradedMax: { } max }) return;
        var traded = context.Settings.Instruments.Count(pair => context.IsSound($"instruments:{pair.Key}") && VenueAssignment.VenueOf(context.Settings, pair.Value) == name);
        if (traded > max) context.Refuse($"venues:{name}", string.Create(CultureInfo.InvariantCulture, $"{traded} instruments"), "The venue tells executions symbol by symbol: of so many the account could not be compared with it.", string.Create(CultureInfo.InvariantCulture, $"at most {max} instruments, or another account with a daemon of its own"));
    }

    private static void Series(RuleContext context, string name, VenueModel model)
    {
        if (model.Settings.SeriesInterval is not { } every || every == TimeSpan.Zero) return;
        if (every < SeriesIntervalMin) context.Refuse($"venues:{name}:seriesInterval", every.ToString(), "That is a feed's work, and not a series'.", $"{SeriesIntervalMin} or more, or 00:00:00 for none");
        else if (model.Adapter is not { AnswersForItsMarket: true }) context.Refuse($"venues:{name}:seriesInterval", every.ToString(), $"{VenueModels.Word(model.Settings.Kind)} cannot be asked for single prices.", "00:00:00, or nothing");
    }

    private static void Feeds(RuleContext context, string name, VenueModel model)
    {
        foreach (var (key, asked, feeds) in new[] { ("equityFeed", model.Settings.EquityFeed, model.Adapter?.EquityFeeds), ("optionFeed", model.Settings.OptionFeed, model.Adapter?.OptionFeeds) })
            if (asked is not null && feeds?.Contains(asked) != true) context.Refuse($"venues:{name}:{key}", asked, $"{VenueModels.Word(model.Settings.Kind)} has no feeds to choose from.", "nothing");
    }

    private static void Live(RuleContext context, string name, VenueModel model)
    {
        var place = $"venues:{name}:mode";
        if (model.Adapter is not { TakesOrders: true } adapter)
        {
            context.Refuse(place, "live", $"{VenueModels.Word(model.Settings.Kind)} is never traded for money.", "paper");
            return;
        }

        if (model.Settings.Url is { } url && !Addresses.IsAt(Addresses.Real(adapter), new Uri(url)))
            context.Refuse($"venues:{name}:url", url, "The venue is in live mode, and this is not where it is traded for money.", $"{Addresses.Real(adapter).Rest.GetLeftPart(UriPartial.Authority)}, or nothing");
        if (context.Settings.Mode != RunMode.Live) context.Refuse(place, "live", "The account is in paper mode.", "paper, or mode live for the account besides");
        if (!Named(context.Inputs).Contains(name, StringComparer.Ordinal))
            context.Refuse(place, "live", $"The variable {EnvironmentSource.LiveVariable} does not name this venue, so no money is risked.", $"paper, or {EnvironmentSource.LiveVariable}={name} in the environment, typed exactly");
        if (model.Credentials is null) context.Refuse(place, "live", $"Money is not traded in a simulation: {model.WhyNotTraded}.", "the key, or paper");
    }

    // Two venues that trade one account would each book what the other does as somebody else's.
    private static void Accounts(RuleContext context)
    {
        var known = new Dictionary<(VenueKind, string?, string), string>();
        foreach (var (name, model) in context.Venues.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            if (model.Credentials is { } key && !known.TryAdd((model.Settings.Kind, model.Settings.Url?.TrimEnd('/'), key.Key), name))
                context.Refuse($"venues:{name}", name, $"It has the key of {known[(model.Settings.Kind, model.Settings.Url?.TrimEnd('/'), key.Key)]}: they would trade one account.", "a key of its own");
    }

    private static string[] Named(ConfigurationInputs inputs) =>
        inputs.Environment.TryGetValue(EnvironmentSource.LiveVariable, out var names) ? names.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries) : [];

    private static void Choices(RuleContext context)
    {
        foreach (var (section, choice) in new[] { ("venues", context.Settings.Routing.Venues), ("feeds", context.Settings.Routing.Feeds) })
            foreach (var (of, name) in choice.All) Known(context, $"routing:{section}:{of}", name);
    }

    /// <summary>Refuses a name that is no venue's.</summary>
    public static void Known(RuleContext context, string path, string? name)
    {
        if (name is null or VenueAssignment.Simulated || context.Settings.Venues.ContainsKey(name) || !context.IsSound(path)) return;
        var known = context.Settings.Venues.Keys.Append(VenueAssignment.Simulated).Order(StringComparer.Ordinal).ToArray();
        context.Refuse(path, name, NearestName.Find(name, known) is { } near ? $"No venue is called so; did you mean \"{near}\"?" : "No venue is called so.", $"one of {string.Join(", ", known)}");
    }
}
