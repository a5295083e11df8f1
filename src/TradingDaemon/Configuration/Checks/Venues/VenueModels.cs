using System.Collections.Immutable;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sections.Venues;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Keyring;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Configuration.Checks.Venues;

/// <summary>Finds each venue's adapter, address and key, and says which venue takes no orders and why.</summary>
internal static class VenueModels
{
    /// <summary>Every venue with what was found for it; what is odd about a key becomes a note.</summary>
    public static ImmutableSortedDictionary<string, VenueModel> Of(DaemonSettings settings, ConfigurationInputs inputs, List<string> notes)
    {
        var models = ImmutableSortedDictionary.CreateBuilder<string, VenueModel>(StringComparer.Ordinal);
        if (inputs.IsTrial || settings.Venues.Count == 0) return models.ToImmutable();
        var keys = new VenueKeys(ConfigurationSources.SecretSources(inputs), path => File.ReadAllText(Path.GetFullPath(path, inputs.CurrentDirectory)));
        foreach (var (name, venue) in settings.Venues.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            var (adapter, names) = (VenueEntry.Find(Word(venue.Kind)), NamesOf(settings, name, venue));
            var found = keys.Find(names);
            notes.AddRange(found.Warnings.Select(warning => $"venues:{name}: {warning}."));
            var hosts = adapter is { Hosts.Count: > 0 } ? Addresses.Of(adapter, venue) : null;
            var unfit = found.Credentials is { } key && (adapter?.WhyUnfit(key) ?? (hosts is null ? null : adapter?.WhyMisplaced(key, hosts))) is { } why ? $"{why}: {string.Join(" or ", names.Select(static pair => pair.Secret))}" : null;
            if (unfit is not null) notes.Add($"venues:{name}: {unfit}. Nothing can be signed with it.");
            var whyNoKey = unfit ?? WhyNoKey(name, found, names);
            models.Add(name, new VenueModel(name, venue, adapter, hosts, unfit is null ? found.Credentials : null, WhyNot(name, venue, adapter, hosts) ?? whyNoKey, whyNoKey));
        }

        return models.ToImmutable();
    }

    /// <summary>The names a venue's key goes by: its own; and its kind's, where it is the only one of its kind, so that no two venues trade one account unseen.</summary>
    public static IReadOnlyList<VenueKeyNames> NamesOf(DaemonSettings settings, string name, VenueSettings venue)
    {
        var (own, kind, isPractice) = (name.Replace('-', '_'), Word(venue.Kind), venue.Mode == RunMode.Paper);
        if (own == kind) return VenueKeys.NamesOf(kind, isPractice);
        var isOnly = settings.Venues.Values.Count(other => other.Kind == venue.Kind) == 1;
        return isOnly ? [.. VenueKeys.NamesOf(own), .. VenueKeys.NamesOf(kind, isPractice)] : VenueKeys.NamesOf(own);
    }

    /// <summary>The kind as keys, files and people spell it.</summary>
    public static string Word(VenueKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>What has the prices of a venue that tells none without a key, a sentence a venue.</summary>
    public static IEnumerable<string> Unpriced(DaemonConfig config) =>
        from venue in config.Venues.Values
        let symbols = string.Join(", ", config.FeedOf.Where(pair => pair.Value == venue.Name).Select(static pair => pair.Key))
        where venue.WhyUnpriced is not null && symbols.Length > 0
        select $"instruments: no price comes of {symbols}, and nothing is entered in them: {venue.WhyUnpriced}.";

    private static string? WhyNot(string name, VenueSettings venue, VenueEntry? adapter, VenueHosts? hosts)
    {
        if (adapter is { TakesOrders: false }) return $"{adapter.Name} takes no orders of this daemon";
        return venue.Mode == RunMode.Paper && hosts is { IsReal: true } ? $"{adapter!.Name} has no place for play money, and {name} is in paper mode" : null;
    }

    private static string? WhyNoKey(string name, VenueKeysFound key, IReadOnlyList<VenueKeyNames> names)
    {
        if (key.Half is { } half) return $"half of the key of {name} is missing: {half} (each may be in a file, which the same name with {SecretVariables.FileSuffix} tells)";
        return key.Credentials is null
            ? $"the key of {name} is not in the environment ({string.Join("; or ", names.Select(static pair => $"{pair.Key} and {pair.Secret}"))}; each may be in a file, which the same name with {SecretVariables.FileSuffix} tells)"
            : null;
    }
}
