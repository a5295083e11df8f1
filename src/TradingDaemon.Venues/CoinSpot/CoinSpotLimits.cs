using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.CoinSpot;

/// <summary>CoinSpot's increments, the same of every market, and what its refusals of requests mean. It tells no rates: a thousand requests a minute are documented, and the guard counts them.</summary>
internal static class CoinSpotLimits
{
    /// <summary>The step of amounts and rates, which have at most eight decimals.</summary>
    public const decimal Step = 0.00000001m;

    /// <summary>The least an order in Australian dollars is worth. Not documented, and seen in its texts: one of less than a dollar is refused.</summary>
    public const decimal AudMin = 1m;

    /// <summary>A 403 in words that are not the venue's is a page of whoever stands before it: probably nothing was placed, but nobody said so; and it is no key that is refused.</summary>
    public static VenueFault Refine(VenueFault fault) => fault is { Kind: VenueFaultKind.Authentication, Code: "401" or "403" } ? fault with { Kind = VenueFaultKind.OutcomeUnknown } : fault;
}
