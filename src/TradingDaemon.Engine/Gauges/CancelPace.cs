using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Engine.Gauges;

/// <summary>Cancels asked for in the running minute of the clock, of each strategy and at each venue. A cancel is never held back; who cancels too much enters no more.</summary>
public sealed class CancelPace
{
    private readonly SortedDictionary<string, int> _byStrategy;
    private readonly SortedDictionary<string, int> _byVenue;
    private long _minute;

    /// <summary>As a checkpoint remembers it.</summary>
    public CancelPace(AccountState state)
    {
        _minute = state.CancelMinute;
        (_byStrategy, _byVenue) = (new(state.StrategyCancels, StringComparer.Ordinal), new(state.VenueCancels, StringComparer.Ordinal));
    }

    /// <summary>Cancels of the strategy in the minute of now.</summary>
    public int OfStrategy(string strategy, DateTimeOffset now) => Count(_byStrategy, strategy, now);

    /// <summary>Cancels at the venue in the minute of now.</summary>
    public int OfVenue(string venue, DateTimeOffset now) => Count(_byVenue, venue, now);

    /// <summary>A cancel was asked for.</summary>
    public void Add(OrderIntent intent, DateTimeOffset at)
    {
        if (MinuteOf(at) != _minute)
        {
            _minute = MinuteOf(at);
            _byStrategy.Clear();
            _byVenue.Clear();
        }

        _byStrategy[intent.Strategy.Text] = _byStrategy.GetValueOrDefault(intent.Strategy.Text) + 1;
        _byVenue[intent.Venue] = _byVenue.GetValueOrDefault(intent.Venue) + 1;
    }

    /// <summary>The book as a checkpoint keeps it.</summary>
    public AccountState Into(AccountState state) => state with
    {
        CancelMinute = _minute, StrategyCancels = _byStrategy.ToImmutableSortedDictionary(StringComparer.Ordinal), VenueCancels = _byVenue.ToImmutableSortedDictionary(StringComparer.Ordinal),
    };

    private int Count(SortedDictionary<string, int> counts, string name, DateTimeOffset now) => MinuteOf(now) == _minute && counts.TryGetValue(name, out var count) ? count : 0;

    private static long MinuteOf(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMinute;
}
