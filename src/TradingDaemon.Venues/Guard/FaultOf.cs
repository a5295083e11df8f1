using Polly;
using Polly.Timeout;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Guard;

/// <summary>The fault in whatever a call came to.</summary>
internal static class FaultOf
{
    /// <summary>The code of a request that took too long.</summary>
    public const string TimeOutCode = "TIMEOUT";

    /// <summary>What to say of a request whose time ran out while it, or a further one it led to, waited for a budget of ours; null for any other end.</summary>
    public static VenueFault? OwnWait(Exception? ended) => ended is TimeoutRejectedException { InnerException: NotSentException waiting } ? waiting.Fault : null;

    /// <summary>The fault, or null for an answer.</summary>
    public static VenueFault? Outcome<TResult>(Outcome<TResult> outcome) => outcome.Exception switch
    {
        VenueException failed => failed.Fault,
        TimeoutRejectedException => new VenueFault(VenueFaultKind.OutcomeUnknown, TimeOutCode, "No answer came in time."),
        null => outcome.Result switch
        {
            PlacementAnswer.Failed failed => failed.Fault,
            PlacementAnswer.Refused { IsOwn: true } => VenueFault.Withheld,
            VenueFault fault => fault,
            _ => null,
        },
        _ => null, // a bug is not the venue's fault: it passes on and stops whoever runs into it
    };
}
