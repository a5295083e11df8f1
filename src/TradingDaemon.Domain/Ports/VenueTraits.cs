namespace TradingDaemon.Domain.Ports;

/// <summary>What one must know of a venue's habits to judge its answers.</summary>
public sealed record VenueTraits
{
    /// <summary>Longest <see cref="ListsLagMax"/> of a venue of which nothing better is known: so many times longer than lists are seen to lag that a person is better called.</summary>
    public static readonly TimeSpan ListsLagLongest = TimeSpan.FromSeconds(20);

    private readonly TimeSpan? _listsLagMax;

    /// <summary>
    /// How long after a request left the venue's queries may still not show its order. "Not found" is proof only when it is
    /// said later than that, of open orders, closed orders and fills alike. Zero: its answers are exact at once.
    /// </summary>
    public TimeSpan AbsenceProvenAfter { get; init; }

    /// <summary>
    /// How long the lists of orders and fills may be behind cash, holdings and each other: a difference that has stood for less may be a fill on its way. Unless
    /// said, as long as queries may not show an order, and <see cref="ListsLagLongest"/> at the most, because entries wait for it.
    /// </summary>
    public TimeSpan ListsLagMax
    {
        get => _listsLagMax ?? (AbsenceProvenAfter < ListsLagLongest ? AbsenceProvenAfter : ListsLagLongest);
        init => _listsLagMax = value;
    }

    /// <summary>True when the venue refuses a client order id it has ever seen; false when it only looks at open orders, so that sending again after a quick fill makes a second order.</summary>
    public bool RefusesUsedClientOrderIds { get; init; }

    /// <summary>Which kinds and lifetimes of orders it takes; every one unless said.</summary>
    public OrderKinds Orders { get; init; } = OrderKinds.All;

    /// <summary>Whether best bid and ask it is asked for are of the moment it tells them, so that they are a quote; false unless said: they may be old.</summary>
    public bool TellsTouchOfNow { get; init; }

    /// <summary>Whether it tells with its holdings what may be spent on entries; false unless said. Where it does, nothing is entered before it has, nor by a figure that is old.</summary>
    public bool TellsBuyingPower { get; init; }

    /// <summary>How long it is to be left alone between two questions for its fills, because they use up much of what it may be asked; zero or more. Comparisons and look-ups do not wait for it.</summary>
    public TimeSpan FillsAskedEvery { get; init; }

    /// <summary>How much more than was ordered it may execute of one order because it rounds what it is asked for, base; zero unless said: more than was ordered is a fault then.</summary>
    public decimal RoundingBase { get; init; }
}
