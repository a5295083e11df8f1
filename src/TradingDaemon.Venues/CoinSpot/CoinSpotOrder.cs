using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Venues.CoinSpot;

/// <summary>An order of ours, as far as its coin, side, amount, rate and time can make it known again. Owned by <see cref="CoinSpotPlaced"/>, under its lock.</summary>
/// <param name="id">Ours; the venue never hears it.</param>
/// <param name="symbol">What it trades.</param>
/// <param name="side">Buy or sell.</param>
/// <param name="quantity">Base.</param>
/// <param name="worstRate">The rate nothing of it is worse than, quote currency; null when nobody knows any more.</param>
/// <param name="isNow">Whether it was bought or sold at once: then it never rests, and the venue gave it no id.</param>
/// <param name="sentAt">When it left (UTC), or was decided where nobody knows.</param>
internal sealed class CoinSpotOrder(ClientOrderId id, Symbol symbol, OrderSide side, decimal quantity, decimal? worstRate, bool isNow, DateTimeOffset sentAt)
{
    /// <summary>Before the id of ours in the name of an order the venue gave none.</summary>
    private const string NowMark = "now-";

    public ClientOrderId Id { get; } = id;

    public Symbol Symbol { get; } = symbol;

    public OrderSide Side { get; } = side;

    public decimal Quantity { get; } = quantity;

    public decimal? WorstRate { get; } = worstRate;

    public bool IsNow { get; } = isNow;

    public DateTimeOffset SentAt { get; } = sentAt;

    /// <summary>The venue's id; null until it answered or was recognised. Of what was done at once a name made of ours.</summary>
    public string? VenueOrderId { get; set; }

    /// <summary>Whether its request is under way at this moment.</summary>
    public bool IsInFlight { get; set; }

    /// <summary>When its answer was known, or it was recognised (UTC): lists asked for earlier say nothing of it.</summary>
    public DateTimeOffset KnownAt { get; set; }

    /// <summary>Base; what the venue's answer says it took. Null for what rests, and where no answer is known: without one it may be all of it.</summary>
    public decimal? TakenBase { get; set; }

    /// <summary>Base; what executions of it came to.</summary>
    public decimal Filled { get; set; }

    /// <summary>Whether the newest list of open orders shows it, and with how much.</summary>
    public decimal? ListedBase { get; set; }

    /// <summary>Since when (UTC) the list shows it no longer.</summary>
    public DateTimeOffset? GoneSince { get; set; }

    /// <summary>When its end was told (UTC).</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>An order without an answer that no list has shown: from then on (UTC) nothing can become of it, for the venue takes no number below one it has seen.</summary>
    public DateTimeOffset? HopelessAfter { get; set; }

    /// <summary>When something was last seen that may be it (UTC).</summary>
    public DateTimeOffset? SuspectedAt { get; set; }

    /// <summary>Whether the newest look left open what is its.</summary>
    public bool IsDoubtful { get; set; }

    /// <summary>Base; ordered, or taken where the venue says it took more, and not yet executed.</summary>
    public decimal Remaining => Math.Max(Quantity, TakenBase ?? 0m) - Filled;

    /// <summary>Base; said to be taken and not yet executed.</summary>
    public decimal Due => (TakenBase ?? Quantity) - Filled;

    /// <summary>Base; by how much its records may miss it: the last digit of what is done at once is the venue's to round.</summary>
    public decimal Slack => IsNow ? CoinSpotLimits.Step : 0m;

    /// <summary>Whether its executions make up all there will be of it.</summary>
    public bool IsComplete => IsNow ? Filled > 0m && Due <= Slack : Remaining <= 0m;

    /// <summary>Whether the venue answered it, or it was recognised.</summary>
    public bool IsAnswered => VenueOrderId is not null;

    /// <summary>What an order done at once is called, for the venue gives it no id.</summary>
    public static string NameOfNow(ClientOrderId id) => NowMark + id.Text;

    /// <summary>Whether a rate can be one of its executions: none is worse than its own.</summary>
    public bool Allows(decimal rate) => WorstRate is not { } worst || (Side == OrderSide.Buy ? rate <= worst : rate >= worst);
}
