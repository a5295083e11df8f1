using System.Collections.Frozen;
using System.Collections.Immutable;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Venues.Naming;

/// <summary>
/// The door of a venue: what the daemon calls <c>BTC/USD@coinbase</c> is <c>BTC/USD</c> behind it, and back. Adapters are told the venue's names and tell them; nothing before
/// the door ever sees one. A name that is none of the venue's instruments passes as it is, both ways. Immutable.
/// </summary>
public sealed class VenueNames
{
    private readonly FrozenDictionary<string, Symbol> _ours;
    private readonly FrozenSet<string> _marked;

    /// <summary>Of what is traded at, or has its prices from, one venue. Throws <see cref="ArgumentException"/> when two of them have one name there: what it tells of that could be either's.</summary>
    public VenueNames(IReadOnlyList<Instrument> instruments)
    {
        foreach (var twins in instruments.GroupBy(static instrument => instrument.Symbol.AtVenue).Where(static group => group.Select(static one => one.Symbol).Distinct().Count() > 1))
            throw new ArgumentException($"{string.Join(" and ", twins.Select(static twin => twin.Symbol))} have one name at one venue.", nameof(instruments));
        var marked = instruments.Where(static instrument => instrument.Symbol.Venue is not null).Select(static instrument => instrument.Symbol).Distinct().ToList();
        _ours = marked.ToFrozenDictionary(static symbol => symbol.AtVenue.Text, static symbol => symbol, StringComparer.Ordinal);
        _marked = marked.Select(static symbol => symbol.Text).ToFrozenSet(StringComparer.Ordinal);
        Instruments = _ours.Count == 0 ? instruments : [.. instruments.Select(ToVenue)];
    }

    /// <summary>The instruments by the venue's names; their ids stay the daemon's.</summary>
    public IReadOnlyList<Instrument> Instruments { get; }

    /// <summary>Whether daemon and venue call everything the same.</summary>
    public bool AreTheSame => _ours.Count == 0;

    /// <summary>The venue's name.</summary>
    public Symbol ToVenue(Symbol ours) => _marked.Contains(ours.Text) ? ours.AtVenue : ours;

    /// <summary>The instrument by the venue's name.</summary>
    public Instrument ToVenue(Instrument ours) => ours with { Symbol = ToVenue(ours.Symbol) };

    /// <summary>The order in the venue's words.</summary>
    public DurableOrder ToVenue(DurableOrder ours) => ours.Named(ToVenue(ours.Intent.Symbol));

    /// <summary>The same of one that is meant.</summary>
    public OrderReference ToVenue(OrderReference ours) => ours with { Symbol = ToVenue(ours.Symbol) };

    /// <summary>The same of one the store knows.</summary>
    public OrderState ToVenue(OrderState ours) => ours with { Intent = ours.Intent with { Symbol = ToVenue(ours.Intent.Symbol) } };

    /// <summary>The daemon's name.</summary>
    public Symbol ToDaemon(Symbol theirs) => _ours.TryGetValue(theirs.Text, out var ours) ? ours : theirs;

    /// <summary>An execution in the daemon's words.</summary>
    public Fill ToDaemon(Fill theirs) => theirs with { Symbol = ToDaemon(theirs.Symbol), FeeHolding = theirs.FeeHolding is { } charged ? ToDaemon(charged) : null };

    /// <summary>An order the venue tells of, in the daemon's words.</summary>
    public OrderReport ToDaemon(OrderReport theirs) => theirs with { Symbol = ToDaemon(theirs.Symbol) };

    /// <summary>What is held, in the daemon's words.</summary>
    public VenueHoldings ToDaemon(VenueHoldings theirs) =>
        theirs with { NetBase = theirs.NetBase.ToImmutableSortedDictionary(held => ToDaemon(new Symbol(held.Key)).Text, static held => held.Value, theirs.NetBase.KeyComparer) };

    /// <summary>An instrument's rules, in the daemon's words.</summary>
    public TradingRule ToDaemon(TradingRule theirs) => theirs with { Symbol = ToDaemon(theirs.Symbol) };

    /// <summary>What changed about a feed, in the daemon's words.</summary>
    public FeedChange ToDaemon(FeedChange theirs)
    {
        if (theirs.Named is { } named) theirs = theirs with { Named = ToDaemon(named), Reason = theirs.Reason.Replace(named.Text, ToDaemon(named).Text, StringComparison.Ordinal) };
        return theirs.Symbol is { } symbol ? theirs with { Symbol = ToDaemon(symbol) } : theirs;
    }

    /// <summary>What happened at the venue, in the daemon's words.</summary>
    public VenueEvent ToDaemon(VenueEvent theirs) => theirs switch
    {
        VenueEvent.Executed executed => executed with { Fill = ToDaemon(executed.Fill) },
        VenueEvent.EntriesBlocked { Symbol: { } symbol } blocked => blocked with { Symbol = ToDaemon(symbol) },
        VenueEvent.EntriesFreed { Symbol: { } symbol } freed => freed with { Symbol = ToDaemon(symbol) },
        VenueEvent.Stated stated => stated with { Statement = ToDaemon(stated.Statement) },
        _ => theirs, // told of an order, by its id
    };

    private VenueStatement ToDaemon(VenueStatement theirs) => theirs with
    {
        Fills = [.. theirs.Fills.Select(ToDaemon)], OpenOrders = [.. theirs.OpenOrders.Select(ToDaemon)],
        LookUps = theirs.LookUps.ToImmutableDictionary(static pair => pair.Key, pair => pair.Value is { } report ? ToDaemon(report) : null),
        Holdings = theirs.Holdings is { } holdings ? ToDaemon(holdings) : null,
    };
}
