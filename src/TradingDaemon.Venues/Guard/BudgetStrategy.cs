using Polly;

namespace TradingDaemon.Venues.Guard;

/// <summary>The budget as a link of the request's chain: takes before, settles after.</summary>
internal sealed class BudgetStrategy(RequestBudget budget) : ResilienceStrategy
{
    /// <summary>What the request weighs.</summary>
    public static readonly ResiliencePropertyKey<int> Weight = new("weight");

    /// <summary>How urgent it is.</summary>
    public static readonly ResiliencePropertyKey<RequestPriority> Priority = new("priority");

    /// <inheritdoc/>
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        try
        {
            await budget.TakeAsync(context.Properties.GetValue(Weight, 1), context.Properties.GetValue(Priority, RequestPriority.Query), context.CancellationToken);
        }
        catch (Exception refused) when (refused is Domain.Ports.VenueException or OperationCanceledException)
        {
            return Outcome.FromException<TResult>(refused);
        }

        var outcome = await callback(context, state);
        if (outcome.Exception is not OperationCanceledException) budget.Settle(FaultOf.Outcome(outcome));
        return outcome;
    }
}
