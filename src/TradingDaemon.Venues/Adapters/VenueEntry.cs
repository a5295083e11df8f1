using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Naming;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Adapters;

/// <summary>One venue, as whoever makes one sees it: where it is, and what of it can be made. What is made stands behind the venue's door, so that an adapter hears and tells the venue's names alone.</summary>
public sealed class VenueEntry
{
    private readonly VenueAdapter _adapter;

    private VenueEntry(VenueAdapter adapter) => _adapter = adapter;

    /// <summary>Its name, e.g. <c>kraken</c>.</summary>
    public string Name => _adapter.Name;

    /// <summary>Its worlds, the real one first; empty while it cannot be reached from here.</summary>
    public IReadOnlyList<VenueHosts> Hosts => _adapter.Hosts;

    /// <summary>What its requests cost of what may be asked a minute.</summary>
    public RequestWeights Weights => _adapter.Weights;

    /// <summary>Its feeds of shares, the one every plan has first; empty where there is no choice.</summary>
    public IReadOnlyList<string> EquityFeeds => _adapter.EquityFeeds;

    /// <summary>The same of options.</summary>
    public IReadOnlyList<string> OptionFeeds => _adapter.OptionFeeds;

    /// <summary>Whether it takes this daemon's orders.</summary>
    public bool TakesOrders => _adapter.Live is not null;

    /// <summary>How many instruments can be traded there on one account; null where their number costs nothing.</summary>
    public int? TradedMax => _adapter.TradedMax;

    /// <summary>Whether it tells prices.</summary>
    public bool TellsPrices => _adapter.Feed is not null;

    /// <summary>How often its newest prices are kept as a series where nobody says otherwise; null where they are not kept.</summary>
    public TimeSpan? SeriesEvery => _adapter.SeriesEvery;

    /// <summary>Whether it can be asked for rules, prices or candles.</summary>
    public bool AnswersForItsMarket => _adapter.Market is not null;

    /// <summary>Whether it shows its market to keys only.</summary>
    public bool MarketDataNeedsKey => _adapter.Abilities.MarketDataNeedsKey;

    /// <summary>Whether it can be asked for what has this base (canonical code), where nobody says how the venue names it.</summary>
    public bool Knows(string code) => _adapter.Knows(code);

    /// <summary>Whether it is asked for prices rather than for rules to see what it tells.</summary>
    public bool CanSayWhatIsPriced => _adapter.Priced is not null;

    /// <summary>Asks once for the watched instruments' prices, of its best-known one where none is watched: the symbols of those that came. Throws <see cref="VenueException"/> when there is no answer.</summary>
    public async ValueTask<IReadOnlyList<string>> PricedAsync(FeedSetup setup, CancellationToken stopping)
    {
        var names = new VenueNames(setup.Instruments);
        return [.. (await _adapter.Priced!(NamedMarket.ToVenue(setup, names), stopping)).Select(symbol => names.ToDaemon(new Symbol(symbol)).Text)];
    }

    /// <summary>The venue of this name; null when there is none.</summary>
    public static VenueEntry? Find(string name) => VenueAdapters.Find(name) is { } adapter ? new VenueEntry(adapter) : null;

    /// <summary>Why nothing can be signed with a key, in a sentence without any of it, e.g. because a character was lost in copying; null when something can.</summary>
    public string? WhyUnfit(VenueCredentials credentials)
    {
        try
        {
            _adapter.Requests?.Invoke(_adapter.Hosts[0], credentials);
            return null;
        }
        catch (FormatException unfit)
        {
            return unfit.Message;
        }
    }

    /// <summary>Why the venue refuses a key in this world of it, in a sentence without the key; null when it does not, or nobody can tell.</summary>
    public string? WhyMisplaced(VenueCredentials credentials, VenueHosts hosts) => _adapter.WhyMisplaced(credentials, hosts);

    /// <summary>Makes the venue; only where it takes orders.</summary>
    public ILiveVenue Make(VenueSetup setup) => NamedLiveVenue.Make(setup, _adapter.Live!);

    /// <summary>Makes what asks it for rules, prices and candles without a key, where it needs none; null where it tells none.</summary>
    public IVenueMarket? MakeMarket(FeedSetup setup) => _adapter.Market is { } make ? NamedMarket.Make(setup, make) : null;

    /// <summary>Makes its market data; only where it tells prices.</summary>
    public IMarketFeed MakeFeed(FeedSetup setup) => _adapter.Feed!(NamedMarket.ToVenue(setup, new VenueNames(setup.Instruments)));
}
