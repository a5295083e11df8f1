using System.Collections.Immutable;
using TradingDaemon.Configuration.Checks.Venues;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sections.Fees;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Routing;

namespace TradingDaemon.Configuration.Checks;

/// <summary>Whether what is called the same thing is one, and whether it is known what each of its venues takes.</summary>
internal static class RoutingRules
{
    /// <summary>Adds every fault.</summary>
    public static void Run(RuleContext context)
    {
        var routing = context.Settings.Routing;
        var ownerOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (thing, symbols) in routing.SameAs.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            var path = $"routing:sameAs:{thing}";
            if (!context.IsSound(path)) continue;
            if (symbols.Count < 2) context.Refuse(path, string.Join(' ', symbols), "A thing with one name needs no route.", "two symbols or more");
            foreach (var (index, symbol) in symbols.Index())
            {
                if (!context.Settings.Instruments.TryGetValue(symbol, out var instrument)) context.Refuse($"{path}:{index}", symbol, "No instrument has this symbol.", "one of instruments");
                else if (!ownerOf.TryAdd(symbol, thing)) context.Refuse($"{path}:{index}", symbol, $"It is named under {ownerOf[symbol]} already.", "each symbol once");
                else if (context.Settings.Instruments.TryGetValue(symbols[0], out var first) && WhyOther(first, instrument) is { } why) context.Refuse($"{path}:{index}", symbol, $"It is not the same thing as {symbols[0]}: {why}.", "instruments of one base, class and multiplier");
                else Fee(context, $"{path}:{index}", symbol, VenueAssignment.VenueOf(context.Settings, instrument));
            }
        }

        foreach (var name in routing.Fees.Keys.Where(name => !context.Settings.Venues.ContainsKey(name)).Order(StringComparer.Ordinal))
            context.Refuse($"routing:fees:{name}", name, "No venue has this name.", "a name of venues; the simulated venue's fees stand under venue:fees");
    }

    /// <summary>The policy; the settings must be without fault.</summary>
    public static RoutingPolicy Policy(DaemonSettings settings) => new()
    {
        IsSmart = settings.Routing.SmartEnabled, WaitingEntriesMax = settings.Routing.WaitingEntriesMax,
        SameThings = [.. settings.Routing.SameAs.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => pair.Value.Select(static symbol => new Symbol(symbol)).ToImmutableArray())],
        Fees = Enum.GetValues<AssetClass>().SelectMany(of => settings.Routing.Fees.Select(pair => (Venue: pair.Key, Of: of, Fee: pair.Value)).Append((Venue: VenueAssignment.Simulated, Of: of, Fee: settings.Venue.Fees.For(of))))
            .ToImmutableDictionary(static one => (one.Venue, one.Of), static one => Shares(one.Fee)),
    };

    // Nobody can say which venue is the cheaper one while the fee of one is a guess.
    private static void Fee(RuleContext context, string path, string symbol, string venue)
    {
        if (context.Settings.Routing.SmartEnabled && venue != VenueAssignment.Simulated && !context.Settings.Routing.Fees.ContainsKey(venue))
            context.Refuse(path, symbol, $"What {venue} takes of a fill is not known.", $"routing:fees:{venue}");
    }

    private static string? WhyOther(InstrumentSettings first, InstrumentSettings other) =>
        first.Base != other.Base ? $"its base is {other.Base}"
        : first.Class != other.Class ? $"it is {other.Class}"
        : (first.Multiplier ?? 1m) != (other.Multiplier ?? 1m) ? "its multiplier differs"
        : null;

    private static FeeShares Shares(FeeConfig fee) => new(fee.MakerFraction, fee.TakerFraction);
}
