using System.Collections.Immutable;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution.Tracking;

namespace TradingDaemon.Emergency;

/// <summary>The emergency stop's way to one venue: each request answers or fails within five seconds, and one that blocks blocks nothing of ours.</summary>
/// <param name="venue">The venue, without a session, circuit or budget that could refuse.</param>
/// <param name="departures">What left for it lately.</param>
/// <param name="clock">Real time.</param>
internal sealed class VenueLine(IVenue venue, Departures departures, TimeProvider clock)
{
    private static readonly TimeSpan RequestMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UndescribedMax = TimeSpan.FromMinutes(5); // the longest that can be configured
    private static readonly TimeSpan HiddenMax = TimeSpan.FromSeconds(20); // less than the time a venue is asked to cancel: else nothing would ever be closed

    /// <summary>Its name.</summary>
    public string Id => venue.Id;

    /// <summary>What left for it lately.</summary>
    public Departures Departures => departures;

    /// <summary>After what time "not found" is proof; the longest any venue may be given when it does not even tell that.</summary>
    public TimeSpan AbsenceProvenAfter
    {
        get
        {
            try
            {
                return venue.Traits.AbsenceProvenAfter;
            }
            catch (Exception) // a venue that cannot describe itself is waited for the longest
            {
                return UndescribedMax;
            }
        }
    }

    /// <summary>How long an order that left is waited for before positions are closed.</summary>
    public TimeSpan HiddenFor => AbsenceProvenAfter < HiddenMax ? AbsenceProvenAfter : HiddenMax;

    /// <inheritdoc cref="IVenue.PlaceAsync"/>
    /// <remarks>Never given up by us: an order that has left is followed to its end.</remarks>
    public Task<PlacementAnswer> PlaceAsync(DurableOrder order) => AskAsync(stopping => venue.PlaceAsync(order, stopping), CancellationToken.None);

    /// <inheritdoc cref="IVenue.CancelAsync"/>
    public Task<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping) => AskAsync(stopping => venue.CancelAsync(order, stopping), stopping);

    /// <inheritdoc cref="IVenue.CancelAllAsync"/>
    public Task<VenueFault?> CancelAllAsync(CancellationToken stopping) => AskAsync(venue.CancelAllAsync, stopping);

    /// <inheritdoc cref="IVenue.FindOrderAsync"/>
    public Task<OrderReport?> FindOrderAsync(OrderReference order, CancellationToken stopping) => AskAsync(stopping => venue.FindOrderAsync(order, stopping), stopping);

    /// <inheritdoc cref="IVenue.OpenOrdersAsync"/>
    public Task<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping) => AskAsync(venue.OpenOrdersAsync, stopping);

    /// <summary>Signed holdings that are not zero, by canonical symbol.</summary>
    public async Task<ImmutableSortedDictionary<string, decimal>> HoldingsAsync(CancellationToken stopping) => (await AskAsync(venue.HoldingsAsync, stopping)).NetBase;

    /// <inheritdoc cref="IVenue.TouchAsync"/>
    public Task<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping) => AskAsync(stopping => venue.TouchAsync(symbol, stopping), stopping);

    // On a thread of the pool: a request that blocks instead of waiting is left behind like one that is late. What is left behind and waits still does not leave.
    private async Task<T> AskAsync<T>(Func<CancellationToken, ValueTask<T>> ask, CancellationToken stopping)
    {
        var leaving = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var asked = Task.Run(() => ask(leaving.Token).AsTask(), stopping);
        try
        {
            return await asked.WaitAsync(RequestMax, clock, stopping);
        }
        finally
        {
            if (asked.IsCompleted) leaving.Dispose();
            else Forsake(asked, leaving);
        }
    }

    private static void Forsake(Task late, CancellationTokenSource leaving)
    {
        _ = late.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default); // its failure is nobody's any more
        _ = leaving.CancelAsync();
    }
}
