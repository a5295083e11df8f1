using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Sandbox;

/// <summary>Between the daemon's words and the sandbox's. What it says that makes no sense throws <see cref="VenueException"/>.</summary>
internal static class SandboxTranslation
{
    // The year 2262, where real venues' times end too: what is added to one stays a time.
    private const long MillisecondsMax = long.MaxValue / 1_000_000;

    public static OrderRequestBody ToWire(this OrderIntent intent)
    {
        var (type, price, timeInForce, isPostOnly) = intent.Terms switch
        {
            OrderTerms.Market => ("market", (Price?)null, (string?)null, false),
            OrderTerms.Limit limit => ("limit", limit.Price, Word(limit.TimeInForce), limit.PostOnly),
            OrderTerms.Stop stop => ("stop", stop.Trigger, null, false),
            _ => throw new UnreachableException("Order terms are a closed family."),
        };
        return new OrderRequestBody
        {
            ClientOrderId = intent.ClientOrderId.Text, Symbol = intent.Symbol.Text, Side = intent.Side == OrderSide.Buy ? "buy" : "sell", Type = type,
            Quantity = Text(intent.Terms.Quantity.Base), Price = price is { } priced ? Text(priced.QuotePerBase) : null, TimeInForce = timeInForce, PostOnly = isPostOnly ? true : null,
        };
    }

    /// <summary>A frame of either stream.</summary>
    public static StreamFrame Frame(ReadOnlySpan<byte> message)
    {
        try
        {
            return JsonSerializer.Deserialize(message, SandboxWire.Default.StreamFrame) ?? throw Nonsense("frame");
        }
        catch (JsonException garbled)
        {
            throw Nonsense("frame", garbled);
        }
    }

    public static OrderReport ToDomain(this OrderMessage order) => new(
        new ClientOrderId(order.ClientOrderId ?? ""), order.VenueOrderId, new Symbol(order.Symbol), Side(order.Side), Status(order.Status), Number(order.Quantity), Number(order.Filled))
    {
        PriceQuote = order.Price is { } price ? Number(price) : null,
    };

    /// <summary>The event an order's frame stands for; null where the executions tell it.</summary>
    public static VenueEvent? ToEvent(this OrderMessage order)
    {
        var (id, at) = (new ClientOrderId(order.ClientOrderId ?? ""), Time(order.Time));
        if (id.Text.Length == 0) return null; // not placed through us: found when the venue is asked for everything
        return Status(order.Status) switch
        {
            OrderStatus.Open => new VenueEvent.Accepted(id, order.VenueOrderId, at),
            OrderStatus.Cancelled => new VenueEvent.CancelDone(id, order.Reason ?? "cancelled", at) { FilledBase = Number(order.Filled) },
            OrderStatus.Expired => new VenueEvent.Expired(id, order.Reason ?? "expired", at) { FilledBase = Number(order.Filled) },
            OrderStatus.Rejected => new VenueEvent.Refused(id, VenueRefusal.Other, order.Reason ?? "rejected", at),
            _ => null,
        };
    }

    /// <summary>
    /// The fill an execution stands for; null for what moves no quantity, which the balances show. A bust is told as the fill that undoes it, of no order of ours:
    /// the order it belongs to has ended, and is not filled the less for it.
    /// </summary>
    public static Fill? ToDomain(this ExecutionMessage execution, string venue)
    {
        if (Price.TryFrom(Number(execution.Price)) is not { } price || Quantity.TryFrom(Number(execution.Quantity)) is not { } quantity) return null;
        var isBust = execution.Kind == "bust";
        return new Fill
        {
            ExecutionId = execution.ExecutionId, ExecutionSequence = execution.Sequence, ClientOrderId = new ClientOrderId(isBust ? "" : execution.ClientOrderId ?? ""), Venue = venue,
            Symbol = new Symbol(execution.Symbol), Side = Side(execution.Side), Price = price, Quantity = quantity,
            Fee = new Money(Number(execution.Fee), new Currency(execution.FeeCurrency)), Liquidity = execution.Liquidity == "maker" ? Liquidity.Maker : Liquidity.Taker, At = Time(execution.Time), IsSimulated = true,
        };
    }

    public static VenueHoldings ToDomain(this BalancesAnswer balances) => new(Amounts(balances.Cash), Amounts(balances.Holdings), balances.ExecutionSequence);

    /// <summary>A moment; throws <see cref="VenueException"/> when there is none of that number.</summary>
    public static DateTimeOffset Time(long milliseconds) => milliseconds is >= 0 and < MillisecondsMax ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : throw Nonsense("time");

    /// <summary>An amount; throws <see cref="VenueException"/> when the text is none.</summary>
    public static decimal Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : throw Nonsense("number");

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);

    private static ImmutableSortedDictionary<string, decimal> Amounts(IReadOnlyDictionary<string, string> amounts) =>
        amounts.Select(static pair => KeyValuePair.Create(pair.Key, Number(pair.Value))).Where(static pair => pair.Value != 0m).ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static OrderSide Side(string word) => word switch { "buy" => OrderSide.Buy, "sell" => OrderSide.Sell, _ => throw Nonsense("side") };

    private static string Word(TimeInForce timeInForce) => timeInForce switch
    {
        TimeInForce.GoodTilCancelled => "gtc",
        TimeInForce.ImmediateOrCancel => "ioc",
        TimeInForce.FillOrKill => "fok",
        TimeInForce.Day => "day",
        _ => throw new ArgumentOutOfRangeException(nameof(timeInForce), timeInForce, "No such time in force."),
    };

    private static OrderStatus Status(string word) => word switch
    {
        "open" => OrderStatus.Open,
        "partiallyFilled" => OrderStatus.PartiallyFilled,
        "filled" => OrderStatus.Filled,
        "cancelled" => OrderStatus.Cancelled,
        "rejected" => OrderStatus.Rejected,
        "expired" => OrderStatus.Expired,
        _ => throw Nonsense("status"),
    };

    private static VenueException Nonsense(string what, Exception? cause = null) => new(new VenueFault(VenueFaultKind.Retry, "GARBLED", $"The venue told a {what} that is none."), cause);
}
