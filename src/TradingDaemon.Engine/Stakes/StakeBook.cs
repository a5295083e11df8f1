using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Portfolio;
using TradingDaemon.Engine.Protections;

namespace TradingDaemon.Engine.Stakes;

/// <summary>
/// What is at stake, summed the ways limits ask for it: by account, venue, underlying, sector and strategy. Kept in step with orders and holdings by the facts
/// that move them, and with prices by every mark, so that judging an order costs the same whatever the account holds.
/// </summary>
public sealed class StakeBook
{
    private readonly InstrumentCatalog _catalog;
    private readonly MarkBoard? _marks;
    private readonly ImmutableArray<string> _currencies;
    private readonly InstrumentStake[] _on;
    private readonly Dictionary<PositionKey, PositionStake> _positions = [];
    private readonly Dictionary<StrategyId, StakeSum> _strategies = [];
    private readonly List<InstrumentStake> _listed = [];

    /// <summary>Nothing at stake yet.</summary>
    /// <param name="catalog">The instruments.</param>
    /// <param name="marks">Newest prices; null knows of none.</param>
    public StakeBook(InstrumentCatalog catalog, MarkBoard? marks)
    {
        (_catalog, _marks) = (catalog, marks);
        _currencies = [.. catalog.All.Select(static one => one.Quote.Code).Distinct(StringComparer.Ordinal)];
        (All, Positions) = (new StakeSum(_currencies), new StakeSum(_currencies));
        var venues = SumsOf(static one => one.Venue);
        var underlyings = SumsOf(static one => one.Underlying);
        var sectors = SumsOf(static one => one.Sector ?? "");
        var counts = catalog.All.GroupBy(static one => one.Underlying, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.Count(), StringComparer.Ordinal);
        var reserved = catalog.All.Select(static one => (one.Venue, one.Quote.Code)).Distinct().ToDictionary(static pair => pair, static _ => new ReservedQuote());
        _on = [.. catalog.All.Select(one => new InstrumentStake(one, _currencies.IndexOf(one.Quote.Code), All, reserved[(one.Venue, one.Quote.Code)])
        {
            Venue = venues.Count == 1 ? All : venues[one.Venue], Underlying = counts[one.Underlying] == 1 ? null : underlyings[one.Underlying], Sector = one.Sector is { } sector ? sectors[sector] : null,
        })];
        foreach (var on in _on) on.Elsewhere = [.. catalog.Elsewhere(on.Instrument.Id).Select(one => _on[one.Id.Index])];
        foreach (var family in _on.GroupBy(static on => on.Instrument.Underlying, StringComparer.Ordinal))
            foreach (var on in family)
                if (on.Sector is not null) on.Strays = [.. family.Where(other => other.Instrument.Sector != on.Instrument.Sector)];
    }

    /// <summary>Open orders in instruments the catalogue does not know; while there are any, no sum of values is known.</summary>
    internal int Strangers { get; private set; }

    /// <summary>Everything of the account, instrument by instrument.</summary>
    internal StakeSum All { get; }

    /// <summary>The same, position by position of each strategy.</summary>
    internal StakeSum Positions { get; }

    /// <summary>Instruments with a holding, dust included, or an entry in flight, as they came to have one.</summary>
    internal IReadOnlyList<InstrumentStake> Listed => _listed;

    /// <summary>What is at stake in an instrument.</summary>
    internal InstrumentStake On(InstrumentId instrument) => _on[instrument.Index];

    /// <summary>What a strategy has at stake in an instrument; null when it never had anything.</summary>
    internal PositionStake? Of(PositionKey key) => _positions.GetValueOrDefault(key);

    /// <summary>Everything of a strategy; null when it never had anything.</summary>
    internal StakeSum? Of(StrategyId strategy) => _strategies.GetValueOrDefault(strategy);

    /// <summary>An order changed.</summary>
    /// <param name="before">Its state while it was open; null when it was not.</param>
    /// <param name="after">Its state now.</param>
    public void Work(OrderState? before, OrderState after)
    {
        var intent = after.Intent;
        var (fromBase, toBase) = (before is null ? 0m : Remaining(before), Remaining(after));
        if (_catalog.Find(intent.Symbol) is not { } instrument)
        {
            Strangers += (after.Status.IsTerminal() ? 0 : 1) - (before is null ? 0 : 1);
            return;
        }

        var (on, price) = (_on[instrument.Id.Index], intent.ValuedAtQuote);
        var (fromQuote, toQuote) = (Stake.Up(instrument.Notional(price, fromBase)), Stake.Up(instrument.Notional(price, toBase)));
        var (old, current) = (Entry(intent, instrument, before, fromBase, fromQuote), Entry(intent, instrument, after, toBase, toQuote));
        on.Work(intent.Side, intent.IsReduceOnly, toBase - fromBase, toQuote - fromQuote, old with { RiskQuote = 0m }, current with { RiskQuote = 0m });
        Opened(new PositionKey(intent.Strategy, intent.Symbol), on).Work(intent.Side, toBase - fromBase, old, current);
        List(on);
    }

    /// <summary>A fact was applied: what is held where it says so is looked at again.</summary>
    public void Settle(Fact fact, PositionBooks positions, ProtectionBook protections)
    {
        switch (fact)
        {
            case Fact.FillBooked { Fill: var fill }:
                Settle(fill.Symbol, positions, protections);
                if (fill.FeeHolding is { } charged) Settle(charged, positions, protections);
                break;
            case Fact.HoldingAdopted adopted: Settle(adopted.Symbol, positions, protections); break;
            case Fact.PositionTransferred transferred: Settle(transferred.Symbol, positions, protections); break;
            case Fact.ProtectionTrailed trailed: Settle(trailed.Symbol, positions, protections); break;
            case Fact.ProtectionTriggered triggered: Settle(triggered.Symbol, positions, protections); break;
            default: break; // nothing else moves a holding, or what guards it
        }
    }

    /// <summary>All holdings as remembered.</summary>
    public void Settle(PositionBooks positions, ProtectionBook protections)
    {
        foreach (var instrument in _catalog.All) Settle(instrument.Symbol, positions, protections);
    }

    /// <summary>A mark came.</summary>
    public void Price(InstrumentId instrument) => _on[instrument.Index].Price(_marks);

    private static decimal Remaining(OrderState order) => order.Status.IsTerminal() ? 0m : order.RemainingBase;

    // An exit in flight is nothing at stake, and frees nothing before it fills.
    private static Stake Entry(OrderIntent intent, Instrument instrument, OrderState? order, decimal remainingBase, decimal notionalQuote)
    {
        if (intent.IsReduceOnly || order is null || order.Status.IsTerminal()) return default;
        var risk = Stake.Up((intent.Protection?.StopDistanceQuote ?? intent.ValuedAtQuote) * remainingBase * instrument.Multiplier);
        return intent.Side == OrderSide.Buy ? new Stake { Buys = 1, BuysQuote = notionalQuote, RiskQuote = risk } : new Stake { Sells = 1, SellsQuote = notionalQuote, RiskQuote = risk };
    }

    private void Settle(Symbol symbol, PositionBooks positions, ProtectionBook protections)
    {
        if (_catalog.Find(symbol) is not { } instrument) return;
        var (on, books) = (_on[instrument.Id.Index], positions.On(instrument.Id));
        while (on.Positions.Count < books.Count) on.Positions.Add(Opened(books[on.Positions.Count].Key, on));
        on.Held.Clear();
        for (var i = 0; i < books.Count; i++)
        {
            var net = books[i].NetBase;
            if (net == 0m && on.Positions[i].NetBase == 0m) continue;
            on.Positions[i].Settle(net, net == 0m ? null : protections.Find(books[i].Key));
            if (net != 0m) on.Held.Add(on.Positions[i]);
        }

        on.Settle(positions.NetBase(instrument.Id), _marks);
        List(on);
    }

    private void List(InstrumentStake on)
    {
        if (on.IsListed != on.Own.IsOfNothing) return;
        on.IsListed = !on.IsListed;
        if (on.IsListed) _listed.Add(on);
        else _listed.Remove(on);
    }

    private PositionStake Opened(PositionKey key, InstrumentStake on)
    {
        if (_positions.TryGetValue(key, out var position)) return position;
        if (!_strategies.TryGetValue(key.Strategy, out var strategy)) _strategies.Add(key.Strategy, strategy = new StakeSum(_currencies));
        _positions.Add(key, position = new PositionStake(key, on, strategy, Positions));
        return position;
    }

    private Dictionary<string, StakeSum> SumsOf(Func<Instrument, string> group) => _catalog.All.Select(group).Distinct(StringComparer.Ordinal).ToDictionary(static name => name, _ => new StakeSum(_currencies), StringComparer.Ordinal);
}
