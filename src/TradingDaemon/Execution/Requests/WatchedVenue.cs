using System.Globalization;
using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Operations.Metrics;

namespace TradingDaemon.Execution.Requests;

/// <summary>A venue whose requests take a bounded time, and each of whose faults is counted. What it says is what the venue says.</summary>
/// <param name="venue">The venue.</param>
/// <param name="attemptMax">How long one request may take; then it was cancelled, and whether it was carried out is unclear.</param>
/// <param name="clock">Real time.</param>
/// <param name="metrics">Counts faults by kind.</param>
internal sealed class WatchedVenue(IVenue venue, TimeSpan attemptMax, TimeProvider clock, VenueMetrics metrics) : IVenue
{
    /// <inheritdoc/>
    public string Id => venue.Id;

    /// <inheritdoc/>
    public bool IsSimulated => venue.IsSimulated;

    /// <inheritdoc/>
    public VenueTraits Traits => venue.Traits;

    /// <inheritdoc/>
    public TimeSpan? ClockOffset => venue.ClockOffset;

    /// <inheritdoc/>
    public Task RunAsync(ChannelWriter<VenueEvent> events, CancellationToken stopping) => venue.RunAsync(events, stopping); // lives as long as the connection does

    /// <inheritdoc/>
    public async ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(attemptMax, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stopping, limit.Token);
        try
        {
            var answer = await venue.PlaceAsync(order, both.Token);
            if (answer is PlacementAnswer.Failed failed) Count(failed.Fault);
            return answer;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new PlacementAnswer.Failed(Count(TimedOut("placement")));
        }
        catch (VenueException failure) // the port promises to say it; said this way it means the same
        {
            return new PlacementAnswer.Failed(Count(failure.Fault));
        }
        catch (Exception failure) when (failure is not OperationCanceledException) // a fault without words, or a bug of the adapter, may be any: only the unclear one is safe to assume
        {
            return new PlacementAnswer.Failed(Count(new VenueFault(VenueFaultKind.OutcomeUnknown, failure.GetType().Name, failure.Message)));
        }
    }

    /// <inheritdoc/>
    public ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping) => RequestAsync(order, static (venue, order, stopping) => venue.CancelAsync(order, stopping), "cancel", stopping);

    /// <inheritdoc/>
    public ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping) => RequestAsync(0, static (venue, _, stopping) => venue.CancelAllAsync(stopping), "cancel-all", stopping);

    /// <inheritdoc/>
    public ValueTask<OrderReport?> FindOrderAsync(OrderReference order, CancellationToken stopping) =>
        AskAsync(order, static (venue, order, stopping) => venue.FindOrderAsync(order, stopping), "look-up", stopping);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping) => AskAsync(0, static (venue, _, stopping) => venue.OpenOrdersAsync(stopping), "open orders", stopping);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Fill>> FillsSinceAsync(long cursor, int countMax, CancellationToken stopping) =>
        AskAsync((cursor, countMax), static (venue, page, stopping) => venue.FillsSinceAsync(page.cursor, page.countMax, stopping), "fills", stopping);

    /// <inheritdoc/>
    public ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping) => AskAsync(0, static (venue, _, stopping) => venue.HoldingsAsync(stopping), "holdings", stopping);

    /// <inheritdoc/>
    public ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping) =>
        AskAsync(symbol, static (venue, symbol, stopping) => venue.TouchAsync(symbol, stopping), "touch", stopping);

    private async ValueTask<VenueFault?> RequestAsync<TAbout>(TAbout about, Func<IVenue, TAbout, CancellationToken, ValueTask<VenueFault?>> request, string call, CancellationToken stopping)
    {
        try
        {
            var fault = await AskAsync(about, request, call, stopping);
            return fault is null ? null : Count(fault);
        }
        catch (VenueException failure)
        {
            return failure.Fault;
        }
    }

    private async ValueTask<TAnswer> AskAsync<TAbout, TAnswer>(TAbout about, Func<IVenue, TAbout, CancellationToken, ValueTask<TAnswer>> question, string call, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(attemptMax, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stopping, limit.Token);
        try
        {
            return await question(venue, about, both.Token);
        }
        catch (OperationCanceledException failure) when (!stopping.IsCancellationRequested)
        {
            throw new VenueException(Count(failure is NotSentException waiting ? waiting.Fault : TimedOut(call)), failure);
        }
        catch (VenueException failure)
        {
            Count(failure.Fault);
            throw;
        }
        catch (Exception failure) when (failure is not OperationCanceledException) // nor does a bug of the adapter say anything of an order: it is asked again, and its name is in the log and in the counters
        {
            throw new VenueException(Count(new VenueFault(VenueFaultKind.OutcomeUnknown, failure.GetType().Name, failure.Message)), failure);
        }
    }

    private VenueFault TimedOut(string call) => new(VenueFaultKind.OutcomeUnknown, "timeout", string.Create(CultureInfo.InvariantCulture, $"No answer to {call} within {attemptMax.TotalSeconds:0.#} s."));

    private VenueFault Count(VenueFault fault)
    {
        metrics.Failed(fault.Kind);
        return fault;
    }
}
