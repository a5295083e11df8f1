using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.CoinGecko;

/// <summary>How much CoinGecko bears of who has no key: calls are few, shared by address, and prices are renewed about once a minute.</summary>
internal static class CoinGeckoLimits
{
    /// <summary>An address with more ids than that is longer than some of the servers before it take.</summary>
    public const int IdsMax = 100;

    /// <summary>The shortest time between two rounds.</summary>
    public static readonly TimeSpan PollEveryMin = TimeSpan.FromSeconds(30);

    /// <summary>How long it is left alone after a refusal: asked again sooner, it counts on.</summary>
    public static readonly TimeSpan RefusedPause = TimeSpan.FromSeconds(60);

    /// <summary>A refusal with the pause it wants. A page of the network before it refuses addresses, not keys: in a while it may not.</summary>
    public static VenueFault Refine(VenueFault fault, TimeSpan pause) => fault switch
    {
        { Kind: VenueFaultKind.Authentication, Code: "403" } => fault with { Kind = VenueFaultKind.RateLimited, RetryAfter = fault.RetryAfter ?? pause },
        { Kind: VenueFaultKind.RateLimited, RetryAfter: null } => fault with { RetryAfter = pause },
        _ => fault,
    };
}
