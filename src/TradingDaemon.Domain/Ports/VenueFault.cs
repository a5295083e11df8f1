namespace TradingDaemon.Domain.Ports;

/// <summary>One failed request, as data.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Code">The venue's or the transport's own code, e.g. <c>429</c>; stable enough to count by.</param>
/// <param name="Message">One sentence for people; never a secret.</param>
/// <param name="RetryAfter">How long the venue asks to be left alone; null when it did not say.</param>
public sealed record VenueFault(VenueFaultKind Kind, string Code, string Message, TimeSpan? RetryAfter = null)
{
    /// <summary>An order that was not to leave any more when its turn came.</summary>
    public static VenueFault Withheld { get; } = new(VenueFaultKind.Retry, "WITHHELD", "It was not to leave any more when its turn came. Nothing was sent.") { IsOwn = true };

    /// <summary>Whether it was the daemon itself that did not send: of the venue's health and patience that says nothing.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether the same request may be sent again without asking what became of it.</summary>
    public bool IsRetryable => Kind is VenueFaultKind.Retry or VenueFaultKind.RateLimited;

    /// <summary>Whether it is certain that nothing happened at the venue.</summary>
    public bool IsNotPlaced => Kind != VenueFaultKind.OutcomeUnknown;

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Code}: {Message}";
}
