using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Live.Feeds;

/// <summary>A market that answers for the newest prices of instruments itself, e.g. because it passes the question on.</summary>
internal interface IPriced
{
    /// <summary>As <see cref="PriceQuestion.AskAsync"/>. Throws <see cref="VenueException"/> when a question has no answer.</summary>
    ValueTask<IReadOnlyList<ToldPrice>> PricesAsync(IReadOnlyList<Instrument> instruments, CancellationToken stopping);
}
