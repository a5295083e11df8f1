using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Live;

/// <summary>All that making a real venue takes, whichever it is.</summary>
public sealed record VenueSetup
{
    /// <summary>Name in configuration, facts and metrics, e.g. <c>kraken</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Where it is.</summary>
    public required VenueHosts Hosts { get; init; }

    /// <summary>The key orders are signed with; without one there is market data only, and no venue is made.</summary>
    public required VenueCredentials Credentials { get; init; }

    /// <summary>The numbers of that key.</summary>
    public required INonceSource Nonces { get; init; }

    /// <summary>The instruments traded there.</summary>
    public required IReadOnlyList<Instrument> Instruments { get; init; }

    /// <summary>Real time.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Every execution of this venue that is booked and was made at or after <see cref="BookedFrom"/>, in any order: numbers go on after them.</summary>
    public IReadOnlyList<BookedExecution> Booked { get; init; } = [];

    /// <summary>Our orders there that can still change, as the store knows them, and those that ended since <see cref="BookedFrom"/>: a venue that keeps no id of ours has them recognised by these.</summary>
    public IReadOnlyList<OrderState> Orders { get; init; } = [];

    /// <summary>From when on <see cref="Booked"/> is complete (UTC): the start that opened the venue's books, or some days before the newest booked execution. Nothing older is asked for.</summary>
    public required DateTimeOffset BookedFrom { get; init; }

    /// <summary>How patient the line is.</summary>
    public LineOptions Line { get; init; } = new();

    /// <summary>How long the account's stream may be silent before it counts as dead; above the venue's own heartbeat.</summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the account is asked for what its stream may have lost.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the instruments' rules are asked for again: ticks change a few times a year, halts within the hour.</summary>
    public TimeSpan RulesEvery { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Told what an answer says was used of how much in the venue's minute; null for nobody.</summary>
    public Action<int, int>? OnWeight { get; init; }

    /// <summary>Asked for the weight of each request of a question beyond its first, before it leaves; throws <see cref="VenueException"/> when there is no room. Null: nobody counts.</summary>
    public Func<int, CancellationToken, ValueTask>? TakeFurther { get; init; }

    /// <summary>Whether nothing leaves and it is shown what would: an order is not held back by what the venue was not asked, e.g. its hours.</summary>
    internal bool IsShown { get; init; }

    /// <summary>The instrument of this name; null when it is not traded here.</summary>
    internal Instrument? Find(Symbol symbol) => Instruments.FirstOrDefault(instrument => instrument.Symbol == symbol);

    /// <summary>Waits for the room of a further request.</summary>
    internal ValueTask TakeAsync(int weight, CancellationToken stopping) => TakeFurther?.Invoke(weight, stopping) ?? default;
}
