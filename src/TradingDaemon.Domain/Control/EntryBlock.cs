namespace TradingDaemon.Domain.Control;

/// <summary>One reason why nothing new is entered at a venue.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Cause">The kind of reason; one block a venue and cause.</param>
/// <param name="Reason">In one sentence.</param>
/// <param name="Since">Since when (UTC).</param>
public sealed record EntryBlock(string Venue, BlockCause Cause, string Reason, DateTimeOffset Since);
