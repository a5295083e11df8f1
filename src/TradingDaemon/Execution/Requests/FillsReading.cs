using System.Threading.Channels;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution.Tracking;

namespace TradingDaemon.Execution.Requests;

/// <summary>Reads fills from a venue's own records and passes them on, whether or not its stream told them: the books take each once.</summary>
/// <param name="venue">The venue.</param>
/// <param name="events">The way to the books.</param>
/// <param name="readBooks">Up to where fills are booked.</param>
internal sealed class FillsReading(IVenue venue, ChannelWriter<VenueEvent> events, Func<CancellationToken, ValueTask<VenueBooks>> readBooks)
{
    /// <summary>Passes on every fill after the last one booked. Throws <see cref="VenueException"/> when there is no answer.</summary>
    public async Task ReadAsync(CancellationToken stopping) => await ReadAsync((await readBooks(stopping)).FillCursor, stopping);

    /// <summary>Passes on every fill after <paramref name="cursor"/>. Throws <see cref="VenueException"/> when there is no answer.</summary>
    public Task ReadAsync(long cursor, CancellationToken stopping) => FillPages.ReadAsync(venue, cursor, page => TellAsync(page, stopping), stopping);

    private async ValueTask TellAsync(IReadOnlyList<Fill> page, CancellationToken stopping)
    {
        foreach (var fill in page) await events.WriteAsync(new VenueEvent.Executed(fill), stopping);
    }
}
