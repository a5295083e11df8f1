using System.Threading.Channels;
using Polly;
using Polly.Timeout;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Guard;

/// <summary>
/// Any venue behind circuits, a budget and a time out. Entries, exits and questions have a circuit each; cancels have none and always leave, however much
/// else fails; refused keys stop everything but the emergency stop, which goes past it all. What is not sent is answered as certainly not placed. Thread-safe.
/// </summary>
public sealed class GuardedVenue : IVenue, IDisposable
{
    private readonly IVenue _venue;
    private readonly RequestBudget _budget;
    private readonly RequestWeights _weights;
    private readonly TimeProvider _clock;
    private readonly Circuit _authentication;
    private readonly Circuit _entering;
    private readonly ResiliencePipeline _entries;
    private readonly ResiliencePipeline _exits;
    private readonly ResiliencePipeline _cancels;
    private readonly ResiliencePipeline _questions;
    // One waiting wake-up is as good as many: the reporter looks at everything each time.
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true, AllowSynchronousContinuations = true });
    private bool? _isBlockTold; // null: what was told before the last start is not known here

    /// <summary>Guards a venue.</summary>
    /// <param name="venue">The venue.</param>
    /// <param name="options">How.</param>
    /// <param name="clock">Real time.</param>
    /// <param name="budget">Made by the caller when the adapter is to tell it what the venue counts; null for a new one.</param>
    public GuardedVenue(IVenue venue, GuardOptions options, TimeProvider clock, RequestBudget? budget = null)
    {
        (_venue, _budget, _weights, _clock) = (venue, budget ?? new RequestBudget(options.Budget, clock), options.Weights, clock);
        Urgent = new UrgentVenue(venue, _budget, _weights);
        _authentication = new Circuit(options.Authentication, clock, Changed);
        _entering = new Circuit(options.Placing, clock, Changed);
        _entries = Chain(options, _entering, "entries");
        _exits = Chain(options, new Circuit(options.Placing, clock, Changed), "exits");
        _cancels = Chain(options, null, "cancels");
        _questions = Chain(options, new Circuit(options.Asking, clock, Changed), "questions");
    }

    /// <inheritdoc/>
    public string Id => _venue.Id;

    /// <inheritdoc/>
    public bool IsSimulated => _venue.IsSimulated;

    /// <inheritdoc/>
    public VenueTraits Traits => _venue.Traits;

    /// <inheritdoc/>
    public TimeSpan? ClockOffset => _venue.ClockOffset;

    /// <summary>The same venue past circuits and the budget's queue, for the emergency stop alone.</summary>
    public IVenue Urgent { get; }

    /// <summary>The circuit of entries, for dashboards; open too while refused keys stop everything.</summary>
    public CircuitState Entries => _authentication.State == CircuitState.Open ? CircuitState.Open : _entering.State;

    /// <inheritdoc/>
    public async Task RunAsync(ChannelWriter<VenueEvent> events, CancellationToken stopping)
    {
        var pass = _authentication.Enter();
        if (pass == CircuitPass.Refused) throw new VenueException(CircuitStrategy.Refusal(_authentication, "streams"));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task? reporting = null;
        var isAsked = false;
        try
        {
            await _budget.TakeAsync(_weights.Stream, RequestPriority.Stream, stopping);
            isAsked = true;
            reporting = ReportAsync(events, ending.Token);
            await _venue.RunAsync(new OpeningWriter(events, () => Succeeded(ref pass)), stopping);
        }
        catch (VenueException failed) when (failed.Fault.Kind == VenueFaultKind.Authentication)
        {
            _authentication.Failed(pass);
            pass = CircuitPass.Free;
            throw;
        }
        catch (VenueException failed) when (isAsked) // else our own budget refused, which says nothing of the venue's
        {
            _budget.Settle(failed.Fault);
            throw;
        }
        finally
        {
            _authentication.Abandoned(pass);
            ending.Cancel(); // on this thread: what is cancelled ends before the next line
            if (reporting is not null) await reporting;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping)
    {
        var (chain, priority) = order.Intent.IsReduceOnly ? (_exits, RequestPriority.Exit) : (_entries, RequestPriority.Entry);
        var hadItsTurn = false;
        try
        {
            return await CallAsync(chain, priority, _weights.Place, (venue, order, token) => (hadItsTurn = true) && order.MayLeave() ? venue.PlaceAsync(order, token) : ValueTask.FromResult<PlacementAnswer>(new PlacementAnswer.Failed(VenueFault.Withheld)), order, stopping);
        }
        catch (OperationCanceledException) when (!hadItsTurn)
        {
            return new PlacementAnswer.Failed(VenueFault.Withheld); // who gave up waiting for its turn need not ask what became of it
        }
        catch (VenueException refused)
        {
            return new PlacementAnswer.Failed(refused.Fault);
        }
    }

    /// <inheritdoc/>
    public ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping) =>
        TryAsync(static (venue, order, token) => venue.CancelAsync(order, token), order, stopping);

    /// <inheritdoc/>
    public ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping) =>
        TryAsync(static (venue, _, token) => venue.CancelAllAsync(token), 0, stopping);

    /// <inheritdoc/>
    public ValueTask<OrderReport?> FindOrderAsync(OrderReference order, CancellationToken stopping) =>
        AskAsync(RequestPriority.LookUp, _weights.Ask, static (venue, order, token) => venue.FindOrderAsync(order, token), order, "look-up", stopping);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping) =>
        AskAsync(RequestPriority.Query, _weights.List, static (venue, _, token) => venue.OpenOrdersAsync(token), 0, "open orders", stopping);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Fill>> FillsSinceAsync(long cursor, int countMax, CancellationToken stopping) =>
        AskAsync(RequestPriority.Query, _weights.List, static (venue, page, token) => venue.FillsSinceAsync(page.cursor, page.countMax, token), (cursor, countMax), "fills", stopping);

    /// <inheritdoc/>
    public ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping) =>
        AskAsync(RequestPriority.Query, _weights.Ask, static (venue, _, token) => venue.HoldingsAsync(token), 0, "holdings", stopping);

    /// <inheritdoc/>
    public ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping) =>
        AskAsync(RequestPriority.LookUp, _weights.Ask, static (venue, symbol, token) => venue.TouchAsync(symbol, token), symbol, "touch", stopping);

    /// <summary>Lets go of the budget's timer.</summary>
    public void Dispose() => _budget.Dispose();

    private ResiliencePipeline Chain(GuardOptions options, Circuit? circuit, string name)
    {
        var chain = new ResiliencePipelineBuilder { TimeProvider = _clock };
        chain.AddStrategy(_ => new CircuitStrategy(_authentication, "all requests", static fault => fault.Kind == VenueFaultKind.Authentication), new Link("authentication"));
        if (circuit is not null) chain.AddStrategy(_ => new CircuitStrategy(circuit, name, static fault => fault.Kind is VenueFaultKind.Retry or VenueFaultKind.OutcomeUnknown), new Link(name));
        return chain.AddStrategy(_ => new BudgetStrategy(_budget), new Link("budget")).AddTimeout(options.RequestMax).Build();
    }

    private async ValueTask<VenueFault?> TryAsync<TWhat>(Func<IVenue, TWhat, CancellationToken, ValueTask<VenueFault?>> call, TWhat what, CancellationToken stopping)
    {
        try
        {
            return await CallAsync(_cancels, RequestPriority.Cancel, _weights.Cancel, call, what, stopping);
        }
        catch (VenueException refused)
        {
            return refused.Fault;
        }
    }

    // A question that got no answer in time may simply be asked again.
    private async ValueTask<T> AskAsync<T, TWhat>(RequestPriority priority, int weight, Func<IVenue, TWhat, CancellationToken, ValueTask<T>> call, TWhat what, string question, CancellationToken stopping)
    {
        try
        {
            return await CallAsync(_questions, priority, weight, call, what, stopping);
        }
        catch (VenueException late) when (FaultOf.OwnWait(late.InnerException) is { } unsent)
        {
            throw new VenueException(unsent, late);
        }
        catch (VenueException late) when (late.Fault.Code == FaultOf.TimeOutCode)
        {
            throw new VenueException(late.Fault with { Kind = VenueFaultKind.Retry, Message = late.InnerException is TimeoutRejectedException ? $"{question} failed: {late.Fault.Message}" : late.Fault.Message }, late);
        }
    }

    private async ValueTask<T> CallAsync<T, TWhat>(
        ResiliencePipeline chain, RequestPriority priority, int weight, Func<IVenue, TWhat, CancellationToken, ValueTask<T>> call, TWhat what, CancellationToken stopping)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, stopping);
        context.Properties.Set(BudgetStrategy.Weight, weight);
        context.Properties.Set(BudgetStrategy.Priority, priority);
        try
        {
            return await chain.ExecuteAsync(static (context, call) => call.call(call._venue, call.what, context.CancellationToken), context, (call, _venue, what));
        }
        catch (TimeoutRejectedException late)
        {
            throw new VenueException(FaultOf.Outcome(Outcome.FromException<T>(late))!, late);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private void Succeeded(ref CircuitPass pass)
    {
        _authentication.Succeeded(pass);
        pass = CircuitPass.Free;
    }

    private void Changed() => _changes.Writer.TryWrite(true);

    // Entries are free again when the first probe may go: were they kept blocked, nobody would ever try.
    private async Task ReportAsync(ChannelWriter<VenueEvent> events, CancellationToken ending)
    {
        await using var alarm = _clock.CreateTimer(static venue => ((GuardedVenue)venue!).Changed(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            while (true)
            {
                TimeSpan?[] still = [_authentication.OpenStill, _entering.OpenStill];
                var isBlocked = still.Any(static left => left is not null);
                if (isBlocked != _isBlockTold)
                {
                    var now = _clock.GetUtcNow();
                    await events.WriteAsync(
                        isBlocked ? new VenueEvent.EntriesBlocked(Id, BlockCause.CircuitOpen, still[0] is null ? "Too many orders failed." : "The key or its signature is refused.", now)
                        : new VenueEvent.EntriesFreed(Id, BlockCause.CircuitOpen, $"The circuit is {(Entries == CircuitState.Closed ? "closed" : "half open: one request at a time tries")}.", now), ending);
                    _isBlockTold = isBlocked;
                }

                if (isBlocked) alarm.Change(TimeSpan.FromMilliseconds(Math.Ceiling(still.Max()!.Value.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
                await _changes.Reader.ReadAsync(ending);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The connection ended; what it is like now is told at the beginning of the next.
        }
    }

    private sealed class Link : ResilienceStrategyOptions
    {
        public Link(string name) => Name = name;
    }
}
