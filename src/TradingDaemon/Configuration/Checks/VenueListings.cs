using System.Globalization;
using TradingDaemon.Configuration.Checks.Venues;
using TradingDaemon.Configuration.Schema;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Configuration.Checks;

/// <summary>
/// Makes several instruments of one that says it is traded at several venues: the first venue's under the symbol itself, each further one's with the venue's name behind it,
/// and all of them one thing. What a further one does not say itself it has of the first, so that it is in force like any other value, with its origin.
/// </summary>
internal static class VenueListings
{
    private const string Instruments = "instruments:";
    private const string PositionMax = "positionMaxBase";
    private const string SameAs = "routing:sameAs:";

    private static readonly SchemaNode.Leaf SymbolLeaf = new(typeof(string), new TextPatternAttribute(NamePatterns.Symbol, NamePatterns.SymbolWords));

    // A venue's own: its place, its prices, and how files spell it. What is made up for one is not made up for another, or the same thing would have two prices.
    private static readonly string[] Own = ["venue", "venues", "feed", "venueSymbol", "simulation"];

    /// <summary>Fills in the instruments; venues that cannot be so become faults.</summary>
    public static void Run(KeyTable table, List<ConfigurationFault> faults)
    {
        foreach (var (path, (section, source)) in table.Sections.Where(static pair => IsInstrument(pair.Key)).ToArray())
        {
            var symbol = new Symbol(path[Instruments.Length..]);
            KeyInForce[] venues = [.. Below(table, $"{path}:venues").OrderBy(static pair => int.Parse(pair.Key[(pair.Key.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture)).Select(static pair => pair.Value.Key)];
            if (symbol.Venue is { } mark)
            {
                if (venues.Length > 0) faults.Add(new(source, $"{path}:venues", null, "A symbol with a venue behind it is at that venue alone.", $"venues of {symbol.AtVenue}"));
                else if (!Below(table, $"{Instruments}{symbol.AtVenue}:venues").Skip(1).Any(pair => pair.Value.Key.Value == mark))
                    faults.Add(new(source, path, null, $"{symbol.AtVenue} is not traded at {mark} besides another venue.", $"{mark} among its venues, after the first"));
            }
            else if (venues.Length > 0 && Why(table, path, venues) is { } why) faults.Add(why);
            else if (venues.Length > 0) Expand(table, faults, section, symbol, venues);
        }
    }

    private static bool IsInstrument(string path) => path.StartsWith(Instruments, StringComparison.Ordinal) && path.IndexOf(':', Instruments.Length) < 0;

    private static KeyValuePair<string, (KeyInForce Key, SchemaNode.Leaf Leaf)>[] Below(KeyTable table, string path) => [.. table.Leaves.Where(pair => pair.Key.StartsWith(path + ":", StringComparison.Ordinal))];

    private static ConfigurationFault? Why(KeyTable table, string path, KeyInForce[] venues)
    {
        if (venues.Length < 2) return new(venues[0].Origin, $"{path}:venues", venues[0].Value, "One venue is no list of venues.", "two or more, or venue");
        if (venues.GroupBy(static venue => venue.Value, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice) return new(twice.Last().Origin, twice.Last().Path, twice.Key, "The venue is named twice.", "each venue once");
        if (venues.FirstOrDefault(static venue => venue.Value == VenueAssignment.Simulated) is { } simulated) return new(simulated.Origin, simulated.Path, simulated.Value, "The simulated venue matches against the prices of others and is none of several.", "names of venues");
        return table.Leaves.TryGetValue($"{path}:venue", out var venue) ? new(venue.Key.Origin, $"{path}:venue", venue.Key.Value, "Its venues are named already.", "venue or venues") : null;
    }

    private static void Expand(KeyTable table, List<ConfigurationFault> faults, SchemaNode.Section instrument, Symbol symbol, KeyInForce[] venues)
    {
        var path = $"{Instruments}{symbol}";
        var named = (SchemaNode.Leaf)instrument.Find("venue")!.Node;
        if (!Array.TrueForAll(venues, venue => named.Accepts(venue.Value))) return; // told with the other values
        table.Leaves[$"{path}:venue"] = (venues[0] with { Path = $"{path}:venue" }, named);
        foreach (var venue in venues.Skip(1))
        {
            var own = $"{Instruments}{symbol.ListedAt(venue.Value)}";
            table.Sections.TryAdd(own, (instrument, venue.Origin));
            table.Leaves.TryAdd($"{own}:venue", (venue with { Path = $"{own}:venue" }, named));
            if (table.Leaves.TryGetValue($"{own}:{PositionMax}", out var most) && (!table.Leaves.TryGetValue($"{path}:{PositionMax}", out var pairs) || pairs.Key.Value != most.Key.Value))
                faults.Add(new(most.Key.Origin, $"{own}:{PositionMax}", most.Key.Value, "The position is the pair's, at all its venues together.", $"{path}:{PositionMax}"));
            var said = Below(table, own).Select(pair => First(pair.Key, own)).ToHashSet(StringComparer.Ordinal); // a list that is said replaces the whole
            foreach (var (from, (key, leaf)) in Below(table, path))
                if (First(from, path) is var first && !Own.Contains(first) && !said.Contains(first)) table.Leaves[$"{own}{from[path.Length..]}"] = (key with { Path = $"{own}{from[path.Length..]}" }, leaf);
        }

        Join(table, [symbol.Text, .. venues.Skip(1).Select(venue => symbol.ListedAt(venue.Value).Text)], venues[0].Origin);
    }

    // A thing that names one of them already is theirs: BTC/USDT stays the same as BTC/USD wherever that is traded.
    private static void Join(KeyTable table, string[] names, string origin)
    {
        var thing = table.Leaves.FirstOrDefault(pair => pair.Key.StartsWith(SameAs, StringComparison.Ordinal) && names.Contains(pair.Value.Key.Value)).Key is { } item ? item[..item.LastIndexOf(':')] : Unnamed(table, names[0]);
        var known = Below(table, thing);
        var next = known.Length == 0 ? 0 : known.Max(static pair => int.Parse(pair.Key[(pair.Key.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture)) + 1;
        foreach (var name in names.Except(known.Select(static pair => pair.Value.Key.Value), StringComparer.Ordinal))
            table.Leaves[string.Create(CultureInfo.InvariantCulture, $"{thing}:{next}")] = (new KeyInForce(string.Create(CultureInfo.InvariantCulture, $"{thing}:{next++}"), name, origin), SymbolLeaf);
    }

    private static string Unnamed(KeyTable table, string symbol)
    {
        var thing = SameAs + string.Concat(symbol.Select(static letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-'));
        while (Below(table, thing).Length > 0) thing += "-too";
        return thing;
    }

    private static string First(string path, string section) => path[(section.Length + 1)..].Split(':')[0];
}
