using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Engine.Books;

/// <summary>Which kinds of orders each venue takes, how it rounds them, and whether it tells what may be spent, as its adapter says once at the start; part of the configuration, not of what is remembered.</summary>
public sealed class VenueOffers
{
    private readonly Dictionary<string, decimal> _roundings = new(StringComparer.Ordinal);
    private readonly HashSet<string> _powers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OrderKinds> _byVenue = new(StringComparer.Ordinal);

    /// <summary>A venue says what it takes.</summary>
    public void Tell(string venue, OrderKinds kinds) => _byVenue[venue] = kinds;

    /// <summary>A venue says how much more than was ordered it may execute of one order, base.</summary>
    public void TellRounding(string venue, decimal roundingBase) => _roundings[venue] = roundingBase;

    /// <summary>A venue says whether it tells what may be spent on entries.</summary>
    public void TellBuyingPower(string venue, bool isTold)
    {
        if (isTold) _powers.Add(venue);
        else _powers.Remove(venue);
    }

    /// <summary>Whether the venue tells what may be spent on entries; false where it did not say.</summary>
    public bool TellsBuyingPower(string venue) => _powers.Contains(venue);

    /// <summary>How much more than was ordered of one order is nobody's doing but the venue's rounding, base; zero where it did not say.</summary>
    public decimal RoundingOf(string venue) => _roundings.GetValueOrDefault(venue);

    /// <summary>What the venue takes; everything where it did not say.</summary>
    public OrderKinds Of(string venue) => _byVenue.TryGetValue(venue, out var kinds) ? kinds : OrderKinds.All;
}
