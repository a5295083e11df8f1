using System.Collections.Immutable;
using TradingDaemon.Configuration.Checks.Venues;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Books;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Translation;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Trials;

/// <summary>What a trial on paper trades in: the account's own instruments and rules, at an exchange in this process and nowhere else.</summary>
internal static class PaperWorld
{
    /// <summary>The same instruments, each at the simulated exchange.</summary>
    public static InstrumentCatalog CatalogOf(InstrumentCatalog live) => new(live.All.Select(static instrument => instrument with { Venue = VenueAssignment.Simulated }));

    /// <summary>The account on paper: the tier alone, from the first order on, and nothing a real venue is asked for.</summary>
    public static AccountSetup SetupOf(AccountSetup live, Tier tier)
    {
        var alone = tier with { EquityMinAccount = 0m, DemotionFraction = 0m, Promotion = new TierGates(), Paper = null, DemotionDrawdownFraction = null };
        return live with
        {
            Catalog = CatalogOf(live.Catalog), Tiers = new TierTable([alone]), PaperFallback = false,
            Routing = live.Routing with { Fees = Enum.GetValues<AssetClass>().ToImmutableDictionary(static of => (VenueAssignment.Simulated, of), of => FeesOf(live, of)) },
        };
    }

    /// <summary>The exchange, with the fees of the venues that are traded at.</summary>
    /// <param name="config">How fast and how deep it is.</param>
    /// <param name="live">What is known of fees.</param>
    /// <param name="ledger">Its own ledger.</param>
    /// <param name="cash">What a new account holds.</param>
    public static SimulatedVenueOptions VenueOf(DaemonConfig config, AccountSetup live, string ledger, IReadOnlyDictionary<string, decimal> cash) =>
        config.ToVenueOptions(ledger, cash) with { Fees = Enum.GetValues<AssetClass>().ToImmutableDictionary(static of => of, of => Rates(FeesOf(live, of))) };

    // The exchange has one fee a class: the dearest of the venues the class is traded at. A venue whose fees nobody configured takes what the simulated one takes.
    private static FeeShares FeesOf(AccountSetup live, AssetClass of)
    {
        var usual = live.Routing.FeesOf(VenueAssignment.Simulated, of);
        var all = live.Catalog.All.Where(instrument => instrument.AssetClass == of)
            .Select(instrument => live.Routing.Fees.TryGetValue((instrument.Venue, of), out var own) ? own : usual).DefaultIfEmpty(usual).ToList();
        return new FeeShares(all.Max(static fee => fee.MakerFraction), all.Max(static fee => fee.TakerFraction));
    }

    private static FeeRates Rates(FeeShares fee) => new(fee.MakerFraction, fee.TakerFraction, 0m);
}
