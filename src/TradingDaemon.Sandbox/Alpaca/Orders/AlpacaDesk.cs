using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Alpaca.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Alpaca.Orders;

/// <summary>What is done with orders, and what Alpaca remembers of them that the exchange does not: dollars asked for, and which order replaced which. None of that survives a restart.</summary>
internal sealed class AlpacaDesk(ExchangeParts exchange, AlpacaMarkets markets)
{
    private const int NotesMax = 10_000; // the oldest go

    private readonly Lock _gate = new();
    private readonly Dictionary<string, AlpacaNote> _notes = new(StringComparer.Ordinal);
    private readonly Queue<string> _ages = new();
    private long _generated;

    /// <summary>What is remembered of an order; empty where there is nothing.</summary>
    public AlpacaNote NoteOf(string orderId)
    {
        lock (_gate) return _notes.GetValueOrDefault(orderId) ?? AlpacaNote.None;
    }

    /// <summary>Places an order.</summary>
    public (OrderView? Order, AlpacaError? Error) Place(string account, JsonElement body)
    {
        var form = new AlpacaOrderForm(body, markets);
        var (request, error) = form.Read(NextName, PriceOf, market => exchange.Accounts.Balances(account).Holdings.GetValueOrDefault(market.Symbol));
        if (request is null) return (null, error);
        if (exchange.Accounts.OrdersOf(account, request.ClientOrderId).Count > 0) return (null, AlpacaErrors.Parameter("client_order_id must be unique"));
        if (IsPastBuyingPower(account, request)) return (null, AlpacaErrors.PastBuyingPower);
        return Placed(account, request, form.Notional is { } notional ? AlpacaNote.None with { Notional = notional } : null);
    }

    /// <summary>Puts an order in the place of another: the other ends, and what it has not executed goes on under a new name.</summary>
    public (OrderView? Order, AlpacaError? Error) Replace(string account, OrderView old, JsonElement body)
    {
        var form = new AlpacaOrderForm(body, markets);
        var (quantity, price) = (form.Amount("qty") ?? old.Quantity, form.Amount("limit_price") ?? form.Amount("stop_price") ?? old.Price);
        if (!old.Order.IsOpen) return (null, AlpacaErrors.Unprocessable("unable to replace order"));
        if ((quantity, price) == (old.Quantity, old.Price)) return (null, new AlpacaError(403, 40310000, "order parameters are not changed"));
        if (quantity <= old.Filled) return (null, AlpacaErrors.Parameter("qty must be > filled_qty"));
        var id = old.Order.OrderId;
        Remember(id, NoteOf(id) with { IsReplaced = true });
        if (exchange.Entry.Cancel(account, OrderName.Venue(id)).Error is { } late)
        {
            Remember(id, NoteOf(id) with { IsReplaced = false });
            return (null, AlpacaErrors.Of(late));
        }

        var request = old.Order.Request with { ClientOrderId = form.Text("client_order_id") ?? NextName(), Quantity = quantity - old.Filled, Price = price };
        var (placed, error) = Placed(account, request, AlpacaNote.None with { Replaces = id });
        if (placed is { } next) Remember(id, NoteOf(id) with { ReplacedBy = next.Order.OrderId });
        return (placed, error);
    }

    /// <summary>Sells what is held, or buys what is owed, at the market.</summary>
    public (OrderView? Order, AlpacaError? Error) Close(string account, AlpacaMarket market, decimal held) =>
        Placed(account, OrderRequest.Market(NextName(), market.Symbol, held > 0m ? Side.Sell : Side.Buy, Math.Abs(held)), null);

    // The exchange itself knows of all the cash; fees and what covers a short are its business.
    private bool IsPastBuyingPower(string account, OrderRequest request) => exchange.CashHeld > 0m && request.Side == Side.Buy && markets.Find(request.Symbol) is { Rules: { Quote: "USD" } rules } market
        && (request.Price > 0m ? request.Price : PriceOf(market, request.Side)) is { } price && rules.Notional(price, request.Quantity) > AlpacaSpending.Spendable(exchange, account);

    private (OrderView? Order, AlpacaError? Error) Placed(string account, OrderRequest request, AlpacaNote? note)
    {
        var answer = exchange.Entry.Place(account, request);
        if (answer.Order is { } placed && note is not null) Remember(placed.Order.OrderId, note);
        return (answer.Order, answer.Error is { } error ? AlpacaErrors.Of(error) : null);
    }

    private decimal? PriceOf(AlpacaMarket market, Side side) => exchange.Floor.Enter((market.Index, side), static (floor, what, _) =>
        floor.Depth(what.Index, what.side == Side.Buy ? Side.Sell : Side.Buy) is [var best, ..] ? best.Price : (decimal?)null);

    private string NextName() => AlpacaNames.Generated(Interlocked.Increment(ref _generated), exchange.Clock.GetUtcNow());

    private void Remember(string orderId, AlpacaNote note)
    {
        lock (_gate)
        {
            if (!_notes.ContainsKey(orderId)) _ages.Enqueue(orderId);
            _notes[orderId] = note;
            if (_ages.Count > NotesMax) _notes.Remove(_ages.Dequeue());
        }
    }
}
