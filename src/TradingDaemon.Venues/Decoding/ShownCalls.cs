using System.Net;
using System.Text;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Decoding;

/// <summary>
/// What the adapter of a venue sends for a call: it is made as the daemon makes it, asked as the daemon asks it, and its requests are kept instead of sent. Questions are
/// answered as of an account that holds nothing and has never ordered, so that what it would ask next is among them. Of one call.
/// </summary>
/// <param name="adapter">Which venue.</param>
/// <param name="hosts">Where it is.</param>
/// <param name="credentials">The key.</param>
/// <param name="order">What is ordered or meant.</param>
internal sealed class ShownCalls(VenueAdapter adapter, VenueHosts hosts, VenueCredentials credentials, RequestedOrder order)
{
    private static readonly Symbol Unnamed = new("");

    private readonly List<WireRequest> _left = [];

    private Symbol Named => order.Symbol is { } symbol ? new Symbol(symbol).AtVenue : Unnamed;

    // Whatever else is known of an order, its own id is wanted to find it by, where the venue keeps none.
    private ClientOrderId Ours => new(order.ClientOrderId ?? (IsKnown ? "known" : ""));

    private string Untold() => string.Join(" and ", new[] { order.Symbol is null ? "--symbol" : "", order.Side is null ? "--side" : "", order.VenueOrderId is null ? "--venue-order-id" : "" }.Where(static option => option.Length > 0));

    private bool IsKnown => order is { Symbol: not null, Side: not null, VenueOrderId: not null };

    /// <summary>The requests of a call, in their order. Throws <see cref="NotSupportedException"/> with a sentence when there are none, <see cref="FormatException"/> for a secret of the wrong form.</summary>
    public async ValueTask<IReadOnlyList<WireRequest>> OfAsync(string call, CancellationToken stopping)
    {
        if (call == "subscribe") return adapter.Requests!(hosts, credentials).Subscribe([order.Symbol!], order.WithBooks);
        if (call == "query" && !adapter.Abilities.TakesClientOrderIds && Untold() is { Length: > 0 } untold)
            throw new NotSupportedException($"{adapter.Name} keeps no id of ours: an order is found there by all that is known of it, and {untold} is missing");
        using var venue = (LiveVenue)adapter.Live!(Setup());
        var why = await AskAsync(venue, call, stopping);
        return _left.Count > 0 ? _left : throw new NotSupportedException(why ?? $"{adapter.Name} is sent nothing for {call} without an instrument: it is asked one by one (--symbol)");
    }

    // Null, or why not everything was sent.
    private async ValueTask<string?> AskAsync(LiveVenue venue, string call, CancellationToken stopping)
    {
        var meant = new OrderReference(Ours, order.VenueOrderId is { } number ? adapter.OrderName(Named, number) : null, Named);
        try
        {
            switch (call)
            {
                case "place":
                    if (venue.Orders.Write(Intent(Ours), out var refused) is not { } placement) return refused!.Reason;
                    _left.Add(placement.Sign(new Stamp(order.Nonce, order.Time)));
                    return null;
                case "cancel": return (await venue.CancelAsync(meant, stopping))?.Message;
                case "cancel-all": return (await venue.CancelAllAsync(stopping))?.Message;
                case "query" when meant.VenueOrderId is { } id && order.ClientOrderId is null && adapter.Abilities.TakesClientOrderIds: await venue.Account.Fills.NameAsync([id], stopping); return null;
                case "query": await venue.FindOrderAsync(meant, stopping); return null;
                case "open-orders": await venue.OpenOrdersAsync(stopping); return null;
                case "fills": await venue.FillsSinceAsync(0, int.MaxValue, stopping); return null;
                case "balances": await venue.HoldingsAsync(stopping); return null;
                default: await venue.RightsAsync(stopping); return null;
            }
        }
        catch (VenueException unanswered)
        {
            return unanswered.Fault.Message;
        }
    }

    private VenueSetup Setup() => new()
    {
        Id = adapter.Name, Hosts = hosts, Credentials = credentials, Nonces = new NumbersFrom(order.Nonce), Clock = new TimeOf(order.Time), BookedFrom = order.Since ?? order.Time,
        Instruments = order.Symbol is not null ? [InstrumentOf(Named.Text)] : [], Orders = IsKnown ? [new OrderState(Intent(Ours), OrderStatus.Open, order.VenueOrderId, 0m, 0m)] : [],
        Line = new LineOptions { Instead = Take }, IsShown = true,
    };

    // What anybody may ask is nothing of the call: the venue's time, and prices.
    private HttpResponseMessage Take(WireRequest request, bool isSigned)
    {
        if (!isSigned) return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        _left.Add(request);
        var (status, body) = adapter.OfNothing(request.Url.AbsolutePath);
        return new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    }

    private OrderIntent Intent(ClientOrderId id) => new()
    {
        ClientOrderId = id, Strategy = new StrategyId("shown"), Symbol = Named, Venue = adapter.Name, Side = order.Side!.Value, IsReduceOnly = false, Reason = "shown",
        Terms = order.Terms ?? new OrderTerms.Limit(Quantity.From(1m), Price.From(1m), TimeInForce.GoodTilCancelled, PostOnly: false),
        DecisionBid = order.PriceQuote ?? 0m, DecisionAsk = order.PriceQuote ?? 0m, DecidedAt = order.Time,
    };

    private Instrument InstrumentOf(string text)
    {
        var parts = text.Split('/');
        return new Instrument
        {
            Id = new InstrumentId(0), Symbol = new Symbol(text), AssetClass = SymbolSyntax.Classify(text) ?? AssetClass.Crypto, Base = new Currency(parts[0]), Quote = parts.Length > 1 ? new Currency(parts[1]) : Currency.Usd,
            TickSize = 0.00000001m, LotSize = 0.00000001m, Venue = adapter.Name, Option = OptionContract.TryParse(text),
        };
    }

    private sealed class NumbersFrom(long first) : INonceSource
    {
        private long _next = first;

        public long Next() => _next++;
    }

    // It stands still: nothing is waited for.
    private sealed class TimeOf(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;

        public override long GetTimestamp() => 0;
    }
}
