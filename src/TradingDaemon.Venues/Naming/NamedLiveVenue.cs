using TradingDaemon.Venues.Clock;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Venues.Naming;

/// <summary>A real venue behind its door.</summary>
/// <param name="venue">The venue.</param>
/// <param name="names">Its names.</param>
public sealed class NamedLiveVenue(ILiveVenue venue, VenueNames names) : NamedVenue(venue, names), ILiveVenue
{
    /// <inheritdoc/>
    public VenueClock Clock => venue.Clock;

    /// <summary>A venue made behind its door, or as it is where daemon and venue call everything the same.</summary>
    /// <param name="setup">In the daemon's names.</param>
    /// <param name="make">Makes it, told in the venue's.</param>
    public static ILiveVenue Make(VenueSetup setup, Func<VenueSetup, ILiveVenue> make)
    {
        var names = new VenueNames(setup.Instruments);
        return names.AreTheSame ? make(setup) : new NamedLiveVenue(make(setup with { Instruments = names.Instruments, Orders = [.. setup.Orders.Select(names.ToVenue)] }), names);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TradingRule>> RulesAsync(CancellationToken stopping) => [.. (await venue.RulesAsync(stopping)).Select(Names.ToDaemon)];

    /// <inheritdoc/>
    public ValueTask<KeyRights> RightsAsync(CancellationToken stopping) => venue.RightsAsync(stopping);
}
