using TradingDaemon.Domain.Ports;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Composition;

/// <summary>A venue orders go to, and what belongs to it.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Urgent">The same one, past whatever could refuse or delay: for the emergency stop alone.</param>
/// <param name="Mirror">Is shown the ticks of its instruments: the simulated venue matches against them.</param>
/// <param name="LedgerEvents">How many events its own ledger had; null where it keeps none here.</param>
/// <param name="LastPrices">Where prices stood when the venue last saw them, by canonical symbol.</param>
/// <param name="Show">Gives the metrics what is read of it.</param>
/// <param name="Owned">Closed with it, in this order.</param>
internal sealed record VenueParts(IVenue Venue, IVenue Urgent, TickReceiver Mirror, long? LedgerEvents, Func<IReadOnlyDictionary<string, decimal>> LastPrices, Action<VenueMetrics> Show, IReadOnlyList<IDisposable> Owned) : IDisposable
{
    /// <summary>Gives the alerts what only the venue's own parts know.</summary>
    public Action<AlertBoard> Warn { get; init; } = static _ => { };

    /// <summary>Asks the venue what its key may do; null where nobody can be asked.</summary>
    public Func<CancellationToken, ValueTask<KeyRights>>? AskRights { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var owned in Owned) owned.Dispose();
    }
}
