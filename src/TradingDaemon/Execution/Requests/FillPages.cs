using System.Runtime.CompilerServices;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Execution.Requests;

/// <summary>Fills as a venue pages them.</summary>
internal static class FillPages
{
    /// <summary>
    /// Every page after an execution, the last one short or empty. Throws <see cref="VenueException"/> when there is no answer, and when the
    /// numbers do not rise: a venue that gives the same page again would be asked for ever.
    /// </summary>
    public static async IAsyncEnumerable<IReadOnlyList<Fill>> AfterAsync(IVenue venue, long cursor, [EnumeratorCancellation] CancellationToken stopping)
    {
        while (true)
        {
            var page = await venue.FillsSinceAsync(cursor, Limits.FillsPageMax, stopping);
            if (page.Count > 0 && page[^1].ExecutionSequence <= cursor)
                throw new VenueException(new VenueFault(VenueFaultKind.Retry, "PAGES", FormattableString.Invariant($"Asked for fills after {cursor}, the venue told some up to {page[^1].ExecutionSequence}.")));
            yield return page;
            if (page.Count < Limits.FillsPageMax) yield break;
            cursor = page[^1].ExecutionSequence;
        }
    }
}
