using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Engine.Portfolio;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Cli.Venues;

/// <summary>A venue somebody asks about.</summary>
/// <param name="Name">By which it was asked for.</param>
/// <param name="Entry">What makes it.</param>
/// <param name="Hosts">Where it is.</param>
/// <param name="Credentials">Its key; null when a part of it is missing.</param>
/// <param name="WhyNoKey">Where its key was looked for, in one sentence; it counts when there is none.</param>
/// <param name="Warnings">What is odd about its key.</param>
/// <param name="Instruments">What the configuration says is traded there; empty when a kind of venue was asked for.</param>
/// <param name="Watched">Instruments the configuration says have its prices; empty where it says of none.</param>
internal sealed record VenueTarget(
    string Name, VenueEntry Entry, VenueHosts Hosts, VenueCredentials? Credentials, string WhyNoKey, IReadOnlyList<string> Warnings, IReadOnlyList<Instrument> Instruments, IReadOnlyList<Instrument> Watched)
{
    /// <summary>The account's currency, and whether anything converts another to it; null when a kind of venue was asked for.</summary>
    public (Currency Account, CurrencyRates Rates)? Currencies { get; init; }

    /// <summary>Why it tells nothing at all, in one sentence; null when it tells its market.</summary>
    public string? WhyBlind => Credentials is null && Entry.MarketDataNeedsKey ? $"{WhyNoKey}; without it nothing is had of {Entry.Name}, market data neither" : null;

    /// <summary>Where it is, and what is at stake there.</summary>
    public string Place => $"{Hosts.World} at {Hosts.Rest.Authority}, {(Hosts.IsReal ? "where orders move real money" : "where no money is at stake")}";
}
