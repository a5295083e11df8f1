using System.Collections.Immutable;
using System.Reflection;
using System.Threading.Channels;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Domain.Orders;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Tests.Venues.Naming;

/// <summary>A value of each kind that passes a venue's door, every name in it being the same one.</summary>
/// <param name="name">That name.</param>
internal sealed class Samples(Symbol name)
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    /// <summary>One of a kind; throws where nobody has said what one is, so that a new member of a port is not forgotten.</summary>
    public object Of(Type type) =>
        type == typeof(Symbol) ? name
        : type == typeof(Instrument) ? Instrument
        : type == typeof(OrderReference) ? new OrderReference(new ClientOrderId("c-1"), "v-1", name)
        : type == typeof(DurableOrder) ? new DurableOrder(new ApprovedOrder(Intents.Of(new OrderTerms.Market(Quantity.From(1m))) with { Symbol = name }))
        : type == typeof(OrderReport) ? Report
        : type == typeof(IReadOnlyList<OrderReport>) ? new[] { Report }
        : type == typeof(IReadOnlyList<Fill>) ? new[] { Fill }
        : type == typeof(VenueHoldings) ? Holdings
        : type == typeof(IReadOnlyList<TradingRule>) ? new[] { new TradingRule(name, "XBT", 0.1m, 0.1m, 1m, 1m, null, true) }
        : type == typeof(IReadOnlyList<Symbol>) ? new[] { name }
        : type == typeof(IReadOnlyList<(Symbol, OptionGreeks)>) ? new[] { (name, new OptionGreeks(0.5m, 0.01m, At)) }
        : type == typeof((decimal, decimal)?) ? (1m, 2m)
        : type == typeof(PlacementAnswer) ? new PlacementAnswer.Accepted("v-1")
        : type == typeof(VenueFault) ? VenueFault.Withheld
        : type == typeof(KeyRights) ? new KeyRights(true, false)
        : type == typeof(CancellationToken) ? CancellationToken.None
        : type == typeof(TimeSpan) ? TimeSpan.FromMinutes(1)
        : type == typeof(DateTimeOffset) ? At
        : type == typeof(long) ? (object)1L
        : type == typeof(int) ? 1
        : throw new InvalidOperationException($"Nobody has said what one {type} looks like.");

    /// <summary>One event of every kind there is.</summary>
    public IEnumerable<VenueEvent> Events => typeof(VenueEvent).GetNestedTypes().Where(static type => type.IsSubclassOf(typeof(VenueEvent))).Select(Event);

    private Instrument Instrument => new()
    {
        Id = new InstrumentId(0), Symbol = name, AssetClass = AssetClass.Crypto, Base = new Currency("BTC"), Quote = Currency.Usd, TickSize = 0.01m, LotSize = 0.01m, Venue = "coinbase",
    };

    private Fill Fill => new()
    {
        ExecutionId = "x", ExecutionSequence = 1, ClientOrderId = new ClientOrderId("c-1"), Venue = "coinbase", Symbol = name, FeeHolding = name, Side = OrderSide.Buy, Price = Price.From(1m), Quantity = Quantity.From(1m),
        Fee = new Money(0m, Currency.Usd), Liquidity = Liquidity.Taker, At = At, IsSimulated = true,
    };

    private OrderReport Report => new(new ClientOrderId("c-1"), "v-1", name, OrderSide.Buy, OrderStatus.Open, 1m, 0m);

    private VenueHoldings Holdings => new(ImmutableSortedDictionary<string, decimal>.Empty.Add("USD", 1m), ImmutableSortedDictionary<string, decimal>.Empty.WithComparers(StringComparer.Ordinal).Add(name.Text, 1m));

    private VenueStatement Statement => new("coinbase", [Fill], [Report], new Dictionary<ClientOrderId, OrderReport?> { [new ClientOrderId("c-1")] = Report, [new ClientOrderId("c-2")] = null }, [], Holdings, 1);

    // By its constructor, and every name it can be given beside that.
    private VenueEvent Event(Type type)
    {
        var constructor = type.GetConstructors().Single();
        var made = (VenueEvent)constructor.Invoke([.. constructor.GetParameters().Select(parameter => Part(parameter.ParameterType))]);
        foreach (var property in type.GetProperties().Where(static property => property.PropertyType == typeof(Symbol?))) property.SetValue(made, name);
        return made;
    }

    private object Part(Type type) =>
        type == typeof(Fill) ? Fill
        : type == typeof(VenueStatement) ? Statement
        : type == typeof(ClientOrderId) ? new ClientOrderId("c-1")
        : type == typeof(string) ? "text"
        : type == typeof(VenueRefusal) ? VenueRefusal.Other
        : type == typeof(BlockCause) ? BlockCause.TradingHalted
        : Of(type);
}
