using System.CommandLine;
using TradingDaemon.Configuration;
using TradingDaemon.Engine.Portfolio;
using TradingDaemon.Keyring;
using TradingDaemon.Translation;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Cli.Venues;

/// <summary>Finds the venue a command names: one of the configuration, with its address and key, or a kind of venue, at the address that is given.</summary>
/// <param name="load">The configuration a command line leads to.</param>
/// <param name="keys">Finds keys by their usual names.</param>
internal sealed class VenueTargets(Func<ParseResult, ConfigurationReport> load, VenueKeys keys)
{
    private readonly Argument<string> _venue = new("venue") { Description = $"A name under \"venues\" in the configuration, or {string.Join(", ", LiveVenues.Names)}." };
    private readonly Option<string?> _world = new("--world") { Description = "Which of the venue's worlds, e.g. testnet or paper; without it, the real one.", HelpName = "name" };
    private readonly Option<string?> _url = new("--url") { Description = "Another address that speaks the venue's protocol, e.g. a sandbox's.", HelpName = "address" };

    /// <summary>Adds what names a venue to a command.</summary>
    public Command AddTo(Command command)
    {
        command.Add(_venue);
        command.Add(_world);
        command.Add(_url);
        return command;
    }

    /// <summary>The venue; null when there is none such.</summary>
    /// <param name="result">What was typed.</param>
    /// <param name="refusal">Why not, in one sentence.</param>
    public VenueTarget? Find(ParseResult result, out string refusal)
    {
        var (name, world, url) = (result.GetValue(_venue)!, result.GetValue(_world), result.GetValue(_url));
        refusal = "";
        if (world is null && url is null && OfConfiguration(result, name, ref refusal) is { } configured) return configured;
        if (refusal.Length > 0) return null;
        if (VenueEntry.Find(name) is not { Hosts.Count: > 0 } entry)
        {
            refusal = $"there is no venue {name}; there are {string.Join(", ", LiveVenues.Names)}, and those the configuration names";
            return null;
        }

        if (entry.Hosts.FirstOrDefault(hosts => hosts.World == (world ?? entry.Hosts[0].World)) is not { } found)
        {
            refusal = $"{name} has no world {world}; there is {string.Join(" and ", entry.Hosts.Select(static hosts => hosts.World))}";
            return null;
        }

        if (url is null) return OfKind(entry, found);
        if (Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return OfKind(entry, found.At(address));
        refusal = $"{url} is no address; one begins with http:// or https://";
        return null;
    }

    private VenueTarget? OfConfiguration(ParseResult result, string name, ref string refusal)
    {
        var report = load(result);
        if (report.Config is null) refusal = $"the configuration has faults, so that its venues are not known: \"config check\" tells them; --world or --url asks {name} without it";
        if (report.Config is not { } config || !config.Venues.TryGetValue(name, out var model)) return null;
        if (model is { Adapter: { } adapter, Hosts: { } hosts })
        {
            var (all, noted) = (config.Instruments.All, $"venues:{name}: ");
            string[] warnings = [.. report.Notes.Where(note => note.StartsWith(noted, StringComparison.Ordinal)).Select(note => note[noted.Length..])];
            return new VenueTarget(name, adapter, hosts, model.Credentials, model.WhyNoKey ?? "", warnings, [.. all.Where(instrument => instrument.Venue == name)], [.. all.Where(instrument => instrument.Feed == name)])
            {
                Currencies = (config.AccountCurrency, new CurrencyRates(config.Instruments, config.AccountCurrency, ConfigTranslation.Parity(config, config.AccountCurrency), new MarkBoard(all.Count))),
            };
        }

        refusal = $"{name} is a sandbox of the daemon's own protocol; \"status\" of a running daemon tells of it";
        return null;
    }

    // A key for play money may lie under the name of its own.
    private VenueTarget OfKind(VenueEntry entry, VenueHosts hosts)
    {
        var found = keys.Find(entry.Name, isPractice: !hosts.IsReal);
        if (found.Credentials is null && !hosts.IsReal) found = keys.Find(entry.Name);
        var names = VenueKeys.NamesOf(entry.Name, isPractice: !hosts.IsReal).Select(static pair => $"{pair.Key} and {pair.Secret}");
        var why = found.Half is { } half ? $"half of the key of {entry.Name} is missing: {half}" : $"there is no key of {entry.Name}: set {string.Join("; or ", names)}";
        return new VenueTarget(entry.Name, entry, hosts, found.Credentials, why, found.Warnings, [], []);
    }
}
