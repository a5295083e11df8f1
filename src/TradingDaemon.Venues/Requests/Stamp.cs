namespace TradingDaemon.Venues.Requests;

/// <summary>What makes a signed request one of its kind.</summary>
/// <param name="Nonce">Above every number signed with the key before; venues without nonces ignore it.</param>
/// <param name="Time">The venue's own time (UTC), as far as it is known.</param>
internal readonly record struct Stamp(long Nonce, DateTimeOffset Time);
