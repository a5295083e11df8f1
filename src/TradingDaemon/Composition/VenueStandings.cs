using System.Collections.Immutable;
using System.Globalization;
using TradingDaemon.Configuration.Checks.Venues;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sections.Venues;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Composition;

/// <summary>The venues' lines of the status, as far as the configuration tells them.</summary>
internal static class VenueStandings
{
    private const int StepsMax = 5;

    /// <summary>A line a venue, the simulated one first where anything is traded there; without cash.</summary>
    public static ImmutableArray<VenueStanding> Of(DaemonConfig config, InstrumentCatalog catalog)
    {
        var lines = ImmutableArray.CreateBuilder<VenueStanding>();
        if (Traded(catalog, VenueAssignment.Simulated) is { IsEmpty: false } simulated)
            lines.Add(new(VenueAssignment.Simulated, VenueAssignment.Simulated, "paper", simulated, PricesOf(config, catalog, null), ImmutableSortedDictionary<string, decimal>.Empty, null));
        foreach (var (name, venue) in config.Venues)
            lines.Add(new(name, VenueModels.Word(venue.Settings.Kind), Money(venue), Traded(catalog, name), PricesOf(config, catalog, name), ImmutableSortedDictionary<string, decimal>.Empty, Note(config, catalog, name, venue)));
        return lines.ToImmutable();
    }

    private static string Money(VenueModel venue) => venue.WhyNotTraded is not null ? "none" : venue.Settings.Mode == RunMode.Live ? "live" : "paper";

    private static string? Note(DaemonConfig config, InstrumentCatalog catalog, string name, VenueModel venue)
    {
        var watched = string.Join(", ", config.FeedOf.Where(pair => pair.Value == name).Select(static pair => pair.Key));
        if (venue.WhyUnpriced is { } unpriced && watched.Length > 0) return $"{Begun(unpriced)}: nothing is entered in {watched}.";
        if (Steps(config, catalog, name) is { } steps) return steps;
        if (venue.WhyNotTraded is not { } why || string.Join(", ", config.MeantFor(name)) is not { Length: > 0 } meant) return null;
        return venue.Adapter is { TakesOrders: false } ? $"{Begun(why)}: {meant} not traded there." : $"{Begun(why)}: {meant} traded at the simulated venue, on its prices.";
    }

    // What the venue's own steps made of those in the files; the rest of a long list is in the log of the start.
    private static string? Steps(DaemonConfig config, InstrumentCatalog catalog, string name)
    {
        string[] coarser = [.. catalog.All.Where(instrument => instrument.Venue == name).SelectMany(instrument => config.Instruments.Find(instrument.Symbol) is { } configured ? Coarser(configured, instrument) : [])];
        return coarser.Length == 0 ? null : $"Traded on its own steps: {string.Join(", ", coarser.Take(StepsMax))}{(coarser.Length > StepsMax ? string.Create(CultureInfo.InvariantCulture, $", and {coarser.Length - StepsMax} more") : "")}.";
    }

    private static IEnumerable<string> Coarser(Instrument configured, Instrument traded)
    {
        if (traded.LotSize != configured.LotSize) yield return string.Create(CultureInfo.InvariantCulture, $"{traded.Symbol} in lots of {traded.LotSize} instead of {configured.LotSize}");
        if (traded.TickSize != configured.TickSize) yield return string.Create(CultureInfo.InvariantCulture, $"{traded.Symbol} in ticks of {traded.TickSize} instead of {configured.TickSize}");
    }

    private static string Begun(string sentence) => $"{char.ToUpperInvariant(sentence[0])}{sentence[1..]}";

    private static ImmutableArray<string> Traded(InstrumentCatalog catalog, string venue) => [.. catalog.All.Where(instrument => instrument.Venue == venue).Select(static instrument => instrument.Symbol.Text)];

    private static ImmutableArray<string> PricesOf(DaemonConfig config, InstrumentCatalog catalog, string? venue) =>
        [.. catalog.All.Select(static instrument => instrument.Symbol.Text).Where(symbol => config.FeedOf.GetValueOrDefault(symbol) == venue)];
}
