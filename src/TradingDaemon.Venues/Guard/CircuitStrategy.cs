using Polly;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Guard;

/// <summary>
/// A circuit as a link of the request's chain. The library's own breaker opens on a ratio of failures and closes after one success; what is
/// wanted here is a number of failures, one probe at a time and two successes, so the link is ours and the chain is the library's.
/// </summary>
internal sealed class CircuitStrategy(Circuit circuit, string name, Func<VenueFault, bool> counts) : ResilienceStrategy
{
    /// <inheritdoc/>
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        var pass = circuit.Enter();
        if (pass == CircuitPass.Refused) return Outcome.FromException<TResult>(new VenueException(Refusal(circuit, name)));
        var outcome = await callback(context, state);
        if (outcome.Exception is not (null or Domain.Ports.VenueException or Polly.Timeout.TimeoutRejectedException) || FaultOf.OwnWait(outcome.Exception) is not null) circuit.Abandoned(pass); // the caller gave up, or ran into a fault or a budget of ours
        else if (FaultOf.Outcome(outcome) is not { } fault) circuit.Succeeded(pass);
        else if (fault.IsOwn || fault.Kind == VenueFaultKind.RateLimited) circuit.Abandoned(pass); // it never left, or too much was asked: it says nothing of the venue's health
        else if (counts(fault)) circuit.Failed(pass);
        else circuit.Succeeded(pass);
        return outcome;
    }

    /// <summary>What a refused request is told.</summary>
    public static VenueFault Refusal(Circuit circuit, string name) =>
        new(VenueFaultKind.Retry, "CIRCUIT_OPEN", $"Too many requests failed: {name} wait. Nothing was sent.", circuit.OpenStill) { IsOwn = true };
}
