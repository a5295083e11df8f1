using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Told;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Alpaca;

/// <summary>
/// One name for one execution. The stream and the activities give it different ids, but both say what its order executed so far: order and that number
/// name it. The activities are the truth; an execution of the stream is taken only where it follows on what is known of its order. Thread-safe.
/// </summary>
internal sealed class AlpacaExecutions
{
    /// <summary>
    /// What the venue takes of a coin trade, out of what is received, for who trades little and takes. It books it later in the day and does not say it
    /// with the execution, so that this much is assumed.
    /// </summary>
    public const decimal CoinFeeRate = 0.0025m;

    private const int FeeDecimals = 9; // of a coin's quantity

    // Weeks of a busy account; of an order let go, the activities tell.
    private const int OrdersMax = 20_000;

    private readonly Lock _gate = new();
    private readonly Newest<string, decimal> _reached = new(OrdersMax);

    /// <summary>Knows what is booked.</summary>
    public AlpacaExecutions(IEnumerable<BookedExecution> booked)
    {
        foreach (var one in booked)
            if (one.ExecutionId.Split('/') is [var order, var reached] && decimal.TryParse(reached, System.Globalization.CultureInfo.InvariantCulture, out var quantity)) Reach(order, quantity);
    }

    /// <summary>An execution of the activities, by its name.</summary>
    public ToldFill Named(ToldFill told)
    {
        var (order, reached) = PlaceOf(told);
        Reach(order, reached);
        return Name(told, order, reached);
    }

    /// <summary>An execution of the stream, by its name; null when it is known. Throws <see cref="VenueException"/> when others must have come before it: the activities are to be asked.</summary>
    public ToldFill? Following(ToldFill told)
    {
        var (order, reached) = PlaceOf(told);
        lock (_gate)
        {
            var before = _reached.Find(order);
            if (reached <= before) return null;
            if (reached - told.Quantity != before)
                throw new VenueException(new VenueFault(VenueFaultKind.Retry, "EXECUTION_GAP", $"Order {order} executed {FormBody.Plain(reached)} by now, of which {FormBody.Plain(told.Quantity)} and {FormBody.Plain(before)} were told."));
            Reach(order, reached);
        }

        return Name(told, order, reached);
    }

    private static (string Order, decimal Reached) PlaceOf(ToldFill told) => told is { VenueOrderId: { } order, Cumulative: { } reached }
        ? (order, reached) : throw new VenueException(new VenueFault(VenueFaultKind.Retry, "GARBLED", $"The venue told execution {told.ExecutionId} without its order."));

    private static ToldFill Name(ToldFill told, string order, decimal reached)
    {
        var named = told with { ExecutionId = $"{order}/{FormBody.Plain(reached)}" };
        if (told.Symbol?.Text.Split('/') is not [var coin, var currency]) return named with { Fee = 0m };
        var (received, of) = told.Side == OrderSide.Buy ? (told.Quantity, coin) : (told.Quantity * told.Price, currency);
        return named with { Fee = Math.Round(received * CoinFeeRate, FeeDecimals, MidpointRounding.ToZero), FeeCurrency = of };
    }

    private void Reach(string order, decimal quantity)
    {
        lock (_gate) _reached[order] = Math.Max(_reached.Find(order), quantity);
    }
}
