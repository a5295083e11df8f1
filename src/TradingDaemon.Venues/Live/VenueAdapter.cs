using System.Net;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Live;

/// <summary>One venue this daemon speaks with.</summary>
internal sealed record VenueAdapter
{
    /// <summary>Its name in configuration, facts and on the command line, e.g. <c>kraken</c>.</summary>
    public required string Name { get; init; }

    /// <summary>A reader of one connection's payloads.</summary>
    public required Func<IVenueReader> Reader { get; init; }

    /// <summary>What builds its requests in one of its worlds; null for a venue that takes no orders.</summary>
    public Func<VenueHosts, VenueCredentials, IVenueRequests>? Requests { get; init; }

    /// <summary>How an order is named here of which the venue's own number is given: where numbers are unique in one instrument only, with it.</summary>
    public Func<Symbol, string, string> OrderName { get; init; } = static (_, number) => number;

    /// <summary>What it answers to a question, by the path, of an account that holds nothing and has never ordered: what it is asked next, then shows.</summary>
    public Func<string, (HttpStatusCode Status, string Body)> OfNothing { get; init; } = static _ => (HttpStatusCode.OK, "[]");

    /// <summary>What the venue can do.</summary>
    public required VenueAbilities Abilities { get; init; }

    /// <summary>Its worlds, the real one first; empty while it cannot be reached from here.</summary>
    public IReadOnlyList<VenueHosts> Hosts { get; init; } = [];

    /// <summary>Its feeds of shares, the one every plan has first; empty where there is no choice.</summary>
    public IReadOnlyList<string> EquityFeeds { get; init; } = [];

    /// <summary>The same of options.</summary>
    public IReadOnlyList<string> OptionFeeds { get; init; } = [];

    /// <summary>Why the venue refuses a key in this world of it, in a sentence without the key; null when it does not, or nobody can tell.</summary>
    public Func<VenueCredentials, VenueHosts, string?> WhyMisplaced { get; init; } = static (_, _) => null;

    /// <summary>What its requests cost of what may be asked a minute.</summary>
    public RequestWeights Weights { get; init; } = new();

    /// <summary>How many instruments can be traded there on one account, for all its history is asked for one by one; null where their number costs nothing.</summary>
    public int? TradedMax { get; init; }

    /// <summary>How often its newest prices are kept as a series where nobody says otherwise; null where they are not kept.</summary>
    public TimeSpan? SeriesEvery { get; init; }

    /// <summary>Makes the venue orders go to; null for one that takes none.</summary>
    public Func<VenueSetup, ILiveVenue>? Live { get; init; }

    /// <summary>Whether it can be asked for what has this base (canonical code), where nobody says how the venue names it.</summary>
    public Func<string, bool> Knows { get; init; } = static _ => true;

    /// <summary>Asks once for the watched instruments' prices and says which of them came; null for a venue that is asked for its rules instead.</summary>
    public Func<FeedSetup, CancellationToken, ValueTask<IReadOnlyList<string>>>? Priced { get; init; }

    /// <summary>Makes its market data; null where there is none.</summary>
    public Func<FeedSetup, IMarketFeed>? Feed { get; init; }

    /// <summary>Makes what asks it for rules and candles; null where it tells neither.</summary>
    public Func<FeedSetup, IVenueMarket>? Market { get; init; }
}
