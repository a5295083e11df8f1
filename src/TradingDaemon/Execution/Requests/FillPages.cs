using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Execution.Requests;

/// <summary>Fills as a venue pages them.</summary>
internal static class FillPages
{
    /// <summary>
    /// Takes every page after an execution, the last one short or empty. Throws <see cref="VenueException"/> when there is no answer, and when
    /// the numbers do not rise: a venue that gives the same page again would be asked for ever.
    /// </summary>
    /// <remarks>No async iterator: its end of a wait may go on elsewhere, which no run on one thread could repeat.</remarks>
    public static async Task ReadAsync(IVenue venue, long cursor, Func<IReadOnlyList<Fill>, ValueTask> take, CancellationToken stopping)
    {
        while (true)
        {
            var page = await venue.FillsSinceAsync(cursor, Limits.FillsPageMax, stopping);
            if (page.Count > 0 && page[^1].ExecutionSequence <= cursor)
                throw new VenueException(new VenueFault(VenueFaultKind.Retry, "PAGES", FormattableString.Invariant($"Asked for fills after {cursor}, the venue told some up to {page[^1].ExecutionSequence}.")));
            await take(page);
            if (page.Count < Limits.FillsPageMax) return;
            cursor = page[^1].ExecutionSequence;
        }
    }
}
