using System.Collections.Immutable;
using TradingDaemon.Configuration.Checks.Venues;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sections.Venues;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Composition;

/// <summary>The venues' lines of the status, as far as the configuration tells them.</summary>
internal static class VenueStandings
{
    /// <summary>A line a venue, the simulated one first where anything is traded there; without cash.</summary>
    public static ImmutableArray<VenueStanding> Of(DaemonConfig config, InstrumentCatalog catalog)
    {
        var lines = ImmutableArray.CreateBuilder<VenueStanding>();
        if (Traded(catalog, VenueAssignment.Simulated) is { IsEmpty: false } simulated)
            lines.Add(new(VenueAssignment.Simulated, VenueAssignment.Simulated, "paper", simulated, PricesOf(config, catalog, null), ImmutableSortedDictionary<string, decimal>.Empty, null));
        foreach (var (name, venue) in config.Venues)
            lines.Add(new(name, VenueModels.Word(venue.Settings.Kind), Money(venue), Traded(catalog, name), PricesOf(config, catalog, name), ImmutableSortedDictionary<string, decimal>.Empty, Note(config, name, venue)));
        return lines.ToImmutable();
    }

    private static string Money(VenueModel venue) => venue.WhyNotTraded is not null ? "none" : venue.Settings.Mode == RunMode.Live ? "live" : "paper";

    private static string? Note(DaemonConfig config, string name, VenueModel venue) => venue.WhyNotTraded is { } why && string.Join(", ", config.MeantFor(name)) is { Length: > 0 } meant
        ? venue.Adapter is { TakesOrders: false } ? $"{char.ToUpperInvariant(why[0])}{why[1..]}: {meant} not traded there." : $"{char.ToUpperInvariant(why[0])}{why[1..]}: {meant} traded at the simulated venue, on its prices."
        : null;

    private static ImmutableArray<string> Traded(InstrumentCatalog catalog, string venue) => [.. catalog.All.Where(instrument => instrument.Venue == venue).Select(static instrument => instrument.Symbol.Text)];

    private static ImmutableArray<string> PricesOf(DaemonConfig config, InstrumentCatalog catalog, string? venue) =>
        [.. catalog.All.Select(static instrument => instrument.Symbol.Text).Where(symbol => config.FeedOf.GetValueOrDefault(symbol) == venue)];
}
