namespace TradingDaemon.Venues.Requests;

/// <summary>A venue has no such call. Its capabilities say so beforehand; asking all the same is a bug, or a person's question.</summary>
/// <param name="venue">Which venue.</param>
/// <param name="call">Which call.</param>
/// <param name="instead">What it has instead; null for nothing.</param>
internal sealed class NotOfferedException(string venue, string call, string? instead = null)
    : NotSupportedException($"{venue} has no {call}{(instead is null ? "" : $"; {instead}")}.");
